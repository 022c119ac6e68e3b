/** Puts a text where it can be pasted from; also where a page without a secure origin has no clipboard of its own. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'pv-hidden';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
