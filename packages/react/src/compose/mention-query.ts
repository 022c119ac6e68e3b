/** What one is writing behind an @, and where that begins. */
export interface MentionQuery {
  readonly from: number;
  readonly wanted: string;
}

/** Behind a letter it is an address, as in jane@example.org. Chinese is written without spaces: there it is a mention. */
const open = /(?<![A-Za-z0-9._%+-])[@＠]([^\s@＠]{0,40})$/u;

/** Whether the caret stands in a mention that is being written. */
export function mentionQuery(text: string, caret: number): MentionQuery | undefined {
  const match = open.exec(text.slice(0, caret));
  return match ? { from: match.index, wanted: match[1] ?? '' } : undefined;
}
