import type { MentionName } from './mention-names.js';

/** Words, or the mention of somebody. */
export type MentionPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly isMe: boolean };

/** A sign that a name holds, up to the next space or stop: how somebody is shown of whom nobody knows the name. */
const someName = /^[^\s@＠,，.。!！?？:：;；、"'()（）]+/u;
const signs = /(?<![A-Za-z0-9._%+-])[@＠]/gu;

/** The mentions of a text that mentions somebody; every character keeps its place. */
export function splitMentions(text: string, names: readonly MentionName[]): MentionPiece[] {
  const longest = [...names].sort((a, b) => b.name.length - a.name.length);
  const pieces: MentionPiece[] = [];
  let from = 0;
  for (const { index } of text.matchAll(signs)) {
    if (index < from) continue;
    const rest = text.slice(index + 1);
    const known = longest.find(({ name }) => rest.toLocaleLowerCase().startsWith(name.toLocaleLowerCase()));
    const length = known?.name.length ?? someName.exec(rest)?.[0].length;
    if (length === undefined) continue;
    if (index > from) pieces.push({ kind: 'words', text: text.slice(from, index) });
    from = index + 1 + length;
    pieces.push({ kind: 'mention', text: text.slice(index, from), isMe: known?.isMe ?? false });
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) });
  return pieces;
}
