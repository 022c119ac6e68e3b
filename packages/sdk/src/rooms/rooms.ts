import type { Desk } from '../desk.js';
import { parts } from '../parts.js';
import type { Committed } from '../store/replica.js';
import type { RoomChanges, RoomCopy, RoomCopyHooks } from './room-copy.js';

export type RoomKit = typeof import('./room-kit.js');
export interface RoomsDeps extends RoomCopyHooks {
  /** Who has the rooms: this tab, or the one that leads. */
  readonly desk: Pick<Desk, 'roomState' | 'restoreRooms'>;
  /** What this tab shows of them has changed. */
  onCommitted(committed: Committed): void;
}

/** Chatrooms as a tab has them: nothing, until there is a first one. */
export class Rooms {
  copy: RoomCopy | undefined;
  private readonly deps: RoomsDeps;
  private isExpecting = false;

  constructor(deps: RoomsDeps) {
    this.deps = deps;
  }

  /** Rejects OFFLINE where a page cannot load the rest of itself. */
  async load(): Promise<{ readonly kit: RoomKit; readonly copy: RoomCopy }> {
    const kit = await parts.rooms();
    if (!this.copy) {
      this.copy = new kit.RoomCopy(this.deps);
      this.copy.replica.watch((committed) => this.deps.onCommitted(committed));
      if (this.isExpecting) this.copy.expect();
    }
    return { kit, copy: this.copy };
  }

  /** Another tab leads from now on: what it keeps waits until it has said what it has. */
  newLeader(inOrder: (run: () => unknown) => void): void {
    this.isExpecting = true;
    this.copy?.expect();
    this.deps.desk.roomState().then(
      (all) => inOrder(() => this.adopt(all)),
      () => {},
    );
  }

  async take(kept: RoomChanges): Promise<void> {
    await (await this.load()).copy.take(kept);
  }

  /** The rooms of the tab that leads; those that only this one remembers it asks to be taken into again. */
  private async adopt(all: RoomChanges): Promise<void> {
    this.isExpecting = false;
    if (!this.copy && all.changes.length === 0) return;
    const missing = await (await this.load()).copy.adopt(all);
    if (missing.length > 0) void this.deps.desk.restoreRooms(missing).catch(() => {});
  }

  async stop(): Promise<void> {
    await this.copy?.turns.stop();
  }
}
