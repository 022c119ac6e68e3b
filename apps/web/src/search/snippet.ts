/** What stands before the words that were found, the words, and what stands behind them. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** So much is shown before the words: they must be on the screen, however long the message. */
const lead = 24;

/** A line of a message around what was looked for; whole where that is not in it as it was written. */
export function snippetOf(line: string, wanted: string): Snippet {
  const at = line.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase());
  if (at < 0 || wanted === '') return { before: line, match: '', after: '' };
  const before = line.slice(0, at);
  return {
    before: at > lead ? `…${before.slice(-lead)}` : before,
    match: line.slice(at, at + wanted.length),
    after: line.slice(at + wanted.length),
  };
}
