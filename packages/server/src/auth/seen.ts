import { type Clock, limits } from '@palaver/protocol';
import { Lru } from '../engine/lru.js';
import type { SessionRow } from '../store/people-rows.js';
import type { Store } from '../store/store.js';
import { saveLife } from './session-life.js';

type Life = Pick<SessionRow, 'id' | 'seenAt' | 'expiresAt'>;

/** When devices were here last, written behind: many in one transaction, and nobody waits for it (P9). */
export class Seen {
  private readonly store: Pick<Store, 'touchSession'>;
  private readonly clock: Pick<Clock, 'after'>;
  private readonly known = new Lru<string, Life>(mostKnown);
  private readonly waiting = new Set<string>();
  private isDue = false;
  private isClosed = false;

  constructor(deps: { store: Pick<Store, 'touchSession'>; clock: Pick<Clock, 'after'> }) {
    this.store = deps.store;
    this.clock = deps.clock;
  }

  /** Of a device that was here while this process ran. */
  at(session: string): number | undefined {
    return this.known.get(session)?.seenAt;
  }

  note(life: Life): void {
    if (this.isClosed) return;
    this.known.set(life.id, life);
    if (this.waiting.size < mostKnown) this.waiting.add(life.id);
    if (this.isDue) return;
    this.isDue = true;
    this.clock.after(limits.writeBehindMs - 500, () => {
      this.isDue = false;
      void this.flush();
    });
  }

  /** Notes nothing more. Resolves when all that was noted is on the disk, or has found no room. */
  close(): Promise<void> {
    this.isClosed = true;
    return this.flush();
  }

  private async flush(): Promise<void> {
    while (this.waiting.size > 0) {
      const ids = [...this.waiting].slice(0, mostAtOnce);
      for (const id of ids) this.waiting.delete(id);
      const lives = ids.flatMap((id) => this.known.get(id) ?? []);
      // What fails for another reason than room has ended the process.
      await Promise.all(lives.map((life) => saveLife(this.store, life).catch(() => {})));
    }
  }
}

const mostKnown = 100_000;
/** More in one transaction only make those wait who want to write. */
const mostAtOnce = 500;
