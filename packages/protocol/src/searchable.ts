/**
 * Text as search compares it, on devices and servers alike: without regard to case, to forms of one character (full and
 * half width, ligatures, marks apart or together), to what is invisible, and to how much space stands between words.
 */
export function foldText(text: string): string {
  // A character with more marks than any script has: putting them in order takes time by the square of their number.
  const bounded = text.replace(/(\p{M}{30})\p{M}+/gu, '$1');
  const folded = bounded.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return (
    folded
      // The end of a word has a sigma of its own, and a dotted capital I keeps its dot.
      .replaceAll('ς', 'σ')
      .replaceAll('i\u0307', 'i')
      .normalize('NFKC')
      .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

/** What search reads of a content: a text, the name of a file, the address of a location. Undefined: nothing. */
export function searchableText(content: { readonly type: string }): string | undefined {
  const field = Object.hasOwn(searchedFields, content.type) ? searchedFields[content.type] : undefined;
  const text = field === undefined ? undefined : (content as Readonly<Record<string, unknown>>)[field];
  return typeof text === 'string' ? text : undefined;
}

const searchedFields: Readonly<Record<string, string>> = { text: 'text', file: 'fileName', location: 'address' };
