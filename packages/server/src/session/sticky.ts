import type { Refusal } from '@palaver/protocol';
import type { LaneKey } from '../engine/lane.js';

/**
 * Messages of one connection that were refused with "again later". Until each comes again or is withdrawn, what stands
 * behind it in the order of the connection's frames is refused alike, so one device's messages keep their order (D8).
 */
export class StickyRefusals {
  private readonly waiting = new Map<LaneKey, Map<string, Waiting>>();
  private turns = 0;
  private count = 0;

  /** The message's turn: of its first frame, however often it comes. */
  turn(key: LaneKey, id: string): number {
    return this.waiting.get(key)?.get(id)?.turn ?? ++this.turns;
  }

  /** Why a message must wait behind another; undefined where none before it waits. */
  before(key: LaneKey, turn: number): Refusal | undefined {
    for (const other of this.waiting.get(key)?.values() ?? [])
      if (other.turn < turn && other.refusal) return other.refusal;
    return undefined;
  }

  /** It was refused, or will be unless the log holds it already. */
  wait(key: LaneKey, id: string, turn: number, refusal: Refusal): void {
    let lane = this.waiting.get(key);
    if (!lane) {
      lane = new Map();
      this.waiting.set(key, lane);
    }
    if (!lane.has(id)) this.count++;
    lane.set(id, { turn, refusal });
  }

  /** It came again and may stand: it holds nobody up, and keeps its turn in case it is refused once more. */
  try(key: LaneKey, id: string): void {
    const known = this.waiting.get(key)?.get(id);
    if (known) this.waiting.get(key)?.set(id, { turn: known.turn });
  }

  /** It is in the log, or was refused for good. */
  settle(key: LaneKey, id: string): void {
    const lane = this.waiting.get(key);
    if (!lane?.delete(id)) return;
    this.count--;
    if (lane.size === 0) this.waiting.delete(key);
  }

  withdraw(id: string): void {
    for (const key of [...this.waiting.keys()]) this.settle(key, id);
  }

  /** How many wait, in all conversations. */
  get size(): number {
    return this.count;
  }
}

interface Waiting {
  readonly turn: number;
  /** Absent while it is tried again. */
  readonly refusal?: Refusal;
}
