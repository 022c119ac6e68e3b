/** A piece of a message's text: words, or an address that becomes a link. */
export type TextPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string };

const address = /https?:\/\/[^\s<>"'`，。、；：！？（）【】《》「」“”‘’]+/gi;

/** Only http and https become links, shown as they are written; everything else stays words. */
export function splitText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const link = withoutTail(match[0]);
    if (!URL.canParse(link)) continue;
    if (match.index > from) pieces.push({ kind: 'words', text: text.slice(from, match.index) });
    pieces.push({ kind: 'link', text: link });
    from = match.index + link.length;
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) });
  return pieces;
}

/** A full stop after an address, or the bracket around it, belongs to the sentence. */
function withoutTail(match: string): string {
  let end = match.length;
  for (; end > 0; end--) {
    const last = match[end - 1] as string;
    const isOpenBracket = last === ')' && match.slice(0, end).includes('(');
    if (isOpenBracket || !'.,;:!?)]}…*_~'.includes(last)) break;
  }
  return match.slice(0, end);
}

const onlyEmoji = /^(?:\p{RGI_Emoji}\s*){1,3}$/v;

/** One to three emoji and nothing else: shown large. */
export const isOnlyEmoji = (text: string): boolean => text.length <= 60 && onlyEmoji.test(text.trim());
