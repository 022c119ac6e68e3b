import { LoadFault } from './run.js';

interface EntriesAnswer {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly {
    readonly seq: number;
    readonly body: { readonly message?: { readonly id: string } };
  }[];
}

/** What reads a log by places: a person's connection. */
interface Reader {
  readonly wire: { askText(t: string, request: object): Promise<string> };
}

/**
 * The places `first` to `head` of a log, in pages, the newest first as a device catches up. The answers come back unread, so that
 * a clock beside it measures the server.
 */
export async function pagesOf({ wire }: Reader, c: number, head: number, first = 1): Promise<string[]> {
  const pages: string[] = [];
  for (let to = head; to >= first; ) {
    const text = await wire.askText('entries', { c, from: first, to });
    pages.push(text);
    const from = Number(/"from":(\d+)/.exec(text)?.[1]);
    if (!(from >= first && from <= to))
      throw new LoadFault(`The places up to ${to} were not answered: ${text.slice(0, 200)}`);
    to = from - 1;
  }
  return pages;
}

/** Place by place they hold one sender's messages in their order: nothing lost, doubled or out of order. */
export function checkPages(pages: readonly string[]): number {
  let due = 0;
  for (const text of [...pages].reverse()) {
    const { from, to, entries } = JSON.parse(text) as EntriesAnswer;
    if (from !== due + 1) throw new LoadFault(`Places ${due + 1} to ${from} are missing.`);
    for (const { seq, body } of entries) {
      due += 1;
      const count = Number(body.message?.id.slice(-12));
      if (seq !== due || count !== due - 1)
        throw new LoadFault(`Lost, doubled or out of order: at place ${seq}, due ${due}, stands message ${count}.`);
    }
    if (due !== to) throw new LoadFault(`The places ${due + 1} to ${to} are empty.`);
  }
  return due;
}
