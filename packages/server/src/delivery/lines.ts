import type { Log } from '@palaver/protocol';
import { errorText } from '../error-text.js';

/** What leaves for the connections at one place of a conversation. */
export interface Publication {
  readonly mark: number;
  /** What must be read before it can leave; absent where all is at hand. */
  readonly prepared?: Promise<unknown>;
  send(): void;
  /** It could not be prepared: whoever should have had it must sync anew. */
  failed(): void;
}

/**
 * Publications leave in their order for each conversation, also where one of them has to be prepared first; other
 * conversations do not wait.
 */
export class Lines {
  private readonly lines = new Map<number, Waiting[]>();
  private published = 0;
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  add(c: number, publication: Publication): void {
    const line = this.lines.get(c);
    if (!line && !publication.prepared) {
      this.leave(c, publication);
      return;
    }
    const waiting: Waiting = { publication, state: publication.prepared ? 'preparing' : 'ready' };
    if (line) line.push(waiting);
    else this.lines.set(c, [waiting]);
    publication.prepared?.then(
      () => this.turn(c, waiting, 'ready'),
      (error: unknown) => {
        this.log.error('publication not prepared', { c, error: errorText(error) });
        this.turn(c, waiting, 'failed');
      },
    );
  }

  private turn(c: number, waiting: Waiting, state: 'ready' | 'failed'): void {
    waiting.state = state;
    const line = this.lines.get(c) ?? [];
    while (line[0] && line[0].state !== 'preparing') {
      const { publication, state } = line[0];
      if (state === 'ready') this.leave(c, publication);
      else publication.failed();
      // Only now: what still waits is not vouched for.
      line.shift();
    }
    if (line.length === 0) this.lines.delete(c);
  }

  /** One that breaks on its way harms nobody behind it. */
  private leave(c: number, publication: Publication): void {
    try {
      publication.send();
    } catch (error) {
      this.log.error('publication broke', { c, error: errorText(error) });
      publication.failed();
    }
  }

  /** Everything up to this mark was added. */
  advance(mark: number): void {
    if (mark > this.published) this.published = mark;
  }

  /** Every change with a smaller mark has left (P26). */
  vouched(): number {
    let mark = this.published + 1;
    for (const line of this.lines.values())
      for (const { publication } of line) if (publication.mark < mark) mark = publication.mark;
    return mark;
  }

  /** Publications that wait for something to be read. */
  depth(): number {
    let depth = 0;
    for (const line of this.lines.values()) depth += line.length;
    return depth;
  }

  isIdle(): boolean {
    return this.lines.size === 0;
  }
}

/** Takes what is at hand at once; of what is not, promises to have taken it. */
export function whenReady<T>(value: T | Promise<T>, take: (value: T) => void): { readonly prepared?: Promise<void> } {
  if (value instanceof Promise) return { prepared: value.then(take) };
  take(value);
  return {};
}

interface Waiting {
  readonly publication: Publication;
  state: 'preparing' | 'ready' | 'failed';
}
