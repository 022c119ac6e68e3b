/** Hands bytes to the browser's own downloads. */
export function saveAs(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken the address by the time it comes round again.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
