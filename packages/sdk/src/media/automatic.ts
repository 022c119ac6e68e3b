import { ImError } from '@palaver/protocol';
import type { StoredMessage } from '../conversation/records.js';
import type { Replica } from '../store/replica.js';
import type { Turns } from '../sync/turns.js';
import type { Downloader } from './downloader.js';
import { isWanted } from './wire-media.js';

export interface AutomaticDeps {
  readonly turns: Turns;
  readonly replica: Replica;
  readonly downloader: Downloader;
  readonly onFailed: (message: StoredMessage, error: ImError) => void;
}
export interface Wanted {
  readonly conversation: string;
  readonly message: string;
}

const mostAtOnce = 2;
/** Of more than so many the oldest wait until somebody looks at them. */
const mostQueued = 200;
const underWayKey = 'downloads';

/** Thumbnails and voices of messages that arrive or are looked at come by themselves, the newest first (S35). */
export class AutomaticDownloads {
  private readonly deps: AutomaticDeps;
  private readonly queue = new Map<string, Wanted>();
  private readonly underWay = new Map<string, Wanted>();
  private isOnline = false;

  constructor(deps: AutomaticDeps) {
    this.deps = deps;
  }

  /** What a lost connection or an earlier process left under way comes again. */
  begin(): void {
    this.isOnline = true;
    this.want((this.deps.replica.value(underWayKey) ?? []) as readonly Wanted[]);
  }

  lost(): void {
    this.isOnline = false;
  }

  /** Oldest first. */
  want(messages: readonly Wanted[]): void {
    for (const one of messages) {
      const key = keyOf(one);
      if (this.underWay.has(key)) continue;
      this.queue.delete(key);
      this.queue.set(key, { conversation: one.conversation, message: one.message });
    }
    for (const key of [...this.queue.keys()].slice(0, -mostQueued)) this.queue.delete(key);
    this.pump();
  }

  private pump(): void {
    while (this.isOnline && this.underWay.size < mostAtOnce) {
      const newest = [...this.queue].at(-1);
      if (!newest) return;
      const [key, one] = newest;
      this.queue.delete(key);
      this.underWay.set(key, one);
      void this.run(one)
        .catch(() => {})
        .finally(() => {
          this.underWay.delete(key);
          this.pump();
        });
    }
  }

  private async run(one: Wanted): Promise<void> {
    const message = await this.mark(one, 'under way');
    if (!message) return;
    const variant =
      message.body.kind === 'message' && message.body.message.content.type === 'voice' ? 'original' : 'thumbnail';
    try {
      await this.deps.downloader.download({ ...one, variant, ticket: `automatic ${keyOf(one)}` });
      await this.deps.turns.change((turn) => turn.setValue(underWayKey, this.others(one)));
    } catch (error) {
      // It comes with the next connection; what was called off was removed, or is another tab's to fetch.
      if (!ImError.is(error) || error.disposition === 'retry' || error.code === 'CANCELLED') return;
      const failed = await this.mark(one, 'failed');
      if (failed) this.deps.onFailed(failed, error);
    }
  }

  /** Undefined where it is not to be fetched any more. */
  private mark(one: Wanted, fetched: 'under way' | 'failed'): Promise<StoredMessage | undefined> {
    const { turns, replica } = this.deps;
    return turns.alone(async () => {
      const known = (await replica.database.message(one.conversation, one.message)) as StoredMessage | undefined;
      const marked = known && isWanted(known) ? { ...known, fetched } : undefined;
      await turns.commit((turn) => {
        turn.setValue(underWayKey, fetched === 'under way' && marked ? [...this.others(one), one] : this.others(one));
        if (marked) turn.replaceMessage(marked);
      });
      return marked;
    });
  }

  private others(one: Wanted): readonly Wanted[] {
    const known = (this.deps.replica.value(underWayKey) ?? []) as readonly Wanted[];
    return known.filter((other) => keyOf(other) !== keyOf(one));
  }
}

const keyOf = ({ conversation, message }: Wanted) => `${conversation} ${message}`;
