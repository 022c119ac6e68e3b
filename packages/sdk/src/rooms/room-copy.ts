import type { StoredConversation } from '../conversation/records.js';
import { History } from '../live/history.js';
import type { Change } from '../store/local-store.js';
import { memoryDatabase } from '../store/memory-database.js';
import { Replica } from '../store/replica.js';
import { Turns } from '../sync/turns.js';

/** What was kept of chatrooms, numbered by the tab that leads; as an answer, all of it. */
export interface RoomChanges {
  readonly at: number;
  readonly changes: readonly Change[];
}

export interface RoomCopyHooks {
  onKept(kept: RoomChanges): void;
  onError(error: unknown): void;
}

/**
 * What this session has seen of the chatrooms that it is in: as conversations are kept, and in memory only, so that the
 * device keeps none of it (O2). Each tab has one; that of the tab that leads is followed by the others.
 */
export class RoomCopy {
  readonly replica = new Replica(memoryDatabase());
  readonly turns: Turns;
  readonly history: History;
  private at = 0;
  private isTaking = false;
  /** What came while all of it was asked for. */
  private early: RoomChanges[] | undefined;

  constructor(hooks: RoomCopyHooks) {
    const { onError } = hooks;
    this.turns = new Turns(this.replica, { onFault: onError, onTold: () => {}, onError });
    this.history = new History({ replica: this.replica, turns: this.turns, fetch: async () => {} });
    this.replica.watch(({ changes }) => {
      if (this.isTaking) return;
      this.at += 1;
      // Bytes stay with the tab that leads, which gives them to whoever asks.
      hooks.onKept({ at: this.at, changes: changes.filter((change) => !('put' in change) || change.put !== 'blob') });
    });
  }

  /** The rooms that it is in. */
  listed(): StoredConversation[] {
    return this.replica.all().filter(({ isListed }) => isListed);
  }

  /** All of it, for a tab that comes late. */
  async all(): Promise<RoomChanges> {
    return this.turns.alone(async () => ({ at: this.at, changes: await this.changesOf(this.listed()) }));
  }

  /** Another tab leads from now on: what it keeps waits until it has said what it has. */
  expect(): void {
    this.early = [];
  }

  async take(kept: RoomChanges): Promise<void> {
    if (this.early) this.early.push(kept);
    else if (kept.at > this.at) await this.write(kept);
  }

  /** What the tab that leads has. Answers what is seen here of rooms in which that one is not. */
  async adopt(all: RoomChanges): Promise<readonly Change[]> {
    const there = new Set<string>();
    for (const change of all.changes) if ('put' in change && change.put === 'conversation') there.add(change.record.id);
    const old = [...there].map((id) => ({ remove: 'conversation', id }) as const);
    const missing = this.listed().filter(({ id }) => !there.has(id));
    await this.write({ at: all.at, changes: [...old, ...all.changes] });
    const early = this.early ?? [];
    this.early = undefined;
    for (const kept of early) await this.take(kept);
    return this.changesOf(missing);
  }

  private async changesOf(records: readonly StoredConversation[]): Promise<Change[]> {
    const changes: Change[] = [];
    for (const record of records) {
      const messages = await this.replica.database.messages(record.id, { newest: false });
      changes.push(
        { put: 'conversation', record },
        ...messages.map((one) => ({ put: 'message', record: one }) as const),
      );
    }
    return changes;
  }

  private async write({ at, changes }: RoomChanges): Promise<void> {
    await this.replica.database.write(changes);
    this.at = at;
    this.isTaking = true;
    this.replica.take(changes);
    this.isTaking = false;
  }
}
