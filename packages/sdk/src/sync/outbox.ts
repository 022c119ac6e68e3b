import { limits } from '@palaver/protocol';
import { isUploading, type StoredOutgoing } from '../conversation/records.js';

/**
 * Where a message that waits to leave stands. `uploading`: its media is not complete, and others go before it. `sent`: its frame was handed to the open connection. `refused`: the server
 * said "again later". `wasHanded`: some connection had its frame, so nobody can know whether it is in the log.
 */
type Item = {
  readonly outgoing: StoredOutgoing;
  state: 'uploading' | 'queued' | 'sent' | 'refused';
  wasHanded: boolean;
  /** Its end was decided and is being stored: it is not handed over any more. */
  isEnding: boolean;
};
type Lane = { items: Item[]; retryAt: number };

/** At most so many open sends in all, well below what one connection may ask at once. */
const mostInFlight = limits.requestsPerConnection / 2;

/**
 * Which messages go next: for each conversation in the order in which they became ready (D8), a bounded number at once.
 * A refusal "again later" holds the lane until all its answers are in and the time is up, and then begins from that id.
 * Time comes in, nothing goes out: the caller transmits what `next` gives.
 */
export class Outbox {
  private readonly lanes = new Map<string, Lane>();
  private readonly laneOf = new Map<string, string>();
  private inFlight = 0;

  get size(): number {
    return this.laneOf.size;
  }

  /** `wasHanded`: restored after a restart, when nobody remembers. */
  add(outgoing: StoredOutgoing, wasHanded = false): void {
    const { conversation } = outgoing.message;
    const lane = this.lanes.get(conversation) ?? { items: [], retryAt: 0 };
    this.lanes.set(conversation, lane);
    const isWaiting = isUploading(outgoing.message);
    const state = isWaiting ? 'uploading' : 'queued';
    lane.items.push({ outgoing, state, wasHanded: wasHanded && !isWaiting, isEnding: false });
    this.laneOf.set(outgoing.id, conversation);
  }

  /** Its media is complete: it goes behind what was ready before it, unless its end was decided in the same transaction. */
  ready(outgoing: StoredOutgoing): void {
    if (!this.get(outgoing.id)) return;
    this.remove(outgoing.id);
    this.add(outgoing);
  }

  /** Undefined where it is not, or its end was decided. */
  get(id: string): StoredOutgoing | undefined {
    const item = this.find(id);
    return item?.isEnding ? undefined : item?.outgoing;
  }

  /** Its end was decided; `remove` follows when that is stored, or `endingFailed` where it could not be. */
  ending(id: string): void {
    const item = this.find(id);
    if (item) item.isEnding = true;
  }

  endingFailed(id: string): void {
    const item = this.find(id);
    if (item) item.isEnding = false;
  }

  all(): StoredOutgoing[] {
    return [...this.lanes.values()].flatMap((lane) =>
      lane.items.filter((item) => !item.isEnding).map((item) => item.outgoing),
    );
  }

  /** What to hand to the open connection now. It counts as handed from here on. */
  next(now: number): StoredOutgoing[] {
    const ready: StoredOutgoing[] = [];
    for (const lane of this.lanes.values()) {
      if (!mayGo(lane, now)) continue;
      let inLane = 0;
      for (const item of lane.items) {
        if (item.isEnding || item.state === 'uploading') continue;
        if (inLane === limits.inFlightPerConversation || this.inFlight === mostInFlight) break;
        inLane += 1;
        if (item.state === 'sent') continue;
        item.state = 'sent';
        item.wasHanded = true;
        this.inFlight += 1;
        ready.push(item.outgoing);
      }
    }
    return ready;
  }

  /** When a held lane may go on; undefined where none is held. */
  nextAt(): number | undefined {
    let at: number | undefined;
    for (const lane of this.lanes.values())
      if (has(lane, 'refused') && !has(lane, 'sent')) at = Math.min(at ?? lane.retryAt, lane.retryAt);
    return at;
  }

  /** Its end: placed in the log, refused for good, or cancelled. */
  remove(id: string): StoredOutgoing | undefined {
    const lane = this.lanes.get(this.laneOf.get(id) ?? '');
    const at = lane?.items.findIndex((item) => item.outgoing.id === id) ?? -1;
    const item = lane?.items[at];
    if (!lane || !item) return undefined;
    if (item.state === 'sent') this.inFlight -= 1;
    lane.items.splice(at, 1);
    this.laneOf.delete(id);
    if (lane.items.length === 0) this.lanes.delete(item.outgoing.message.conversation);
    return item.outgoing;
  }

  /** "Again later": it is not in the log, and what follows it in its conversation waits. */
  refusedUntil(id: string, retryAt: number): void {
    const lane = this.lanes.get(this.laneOf.get(id) ?? '');
    const item = this.find(id);
    if (!lane || !item) return;
    if (item.state === 'sent') this.inFlight -= 1;
    item.state = 'refused';
    lane.retryAt = Math.max(lane.retryAt, retryAt);
  }

  /** The message as the list shows it changed; what is sent stays what it was. */
  update(outgoing: StoredOutgoing): void {
    const lane = this.lanes.get(outgoing.message.conversation);
    const at = lane?.items.findIndex((item) => item.outgoing.id === outgoing.id) ?? -1;
    const item = lane?.items[at];
    if (lane && item) lane.items[at] = { ...item, outgoing };
  }

  /** The connection is gone: what it had is sent again, same id and body, in the same order. */
  lost(): void {
    for (const lane of this.lanes.values()) {
      lane.retryAt = 0;
      for (const item of lane.items) if (item.state !== 'uploading') item.state = 'queued';
    }
    this.inFlight = 0;
  }

  /** `cancelled`: it never left. `withdraw`: it was refused, and the connection still waits for it. `too late`: it may be in the log. */
  canCancel(id: string): 'cancelled' | 'withdraw' | 'too late' {
    const item = this.find(id);
    if (!item || item.isEnding || item.state === 'sent') return 'too late';
    if (item.state === 'refused') return 'withdraw';
    if (item.state === 'uploading') return 'cancelled';
    return item.wasHanded ? 'too late' : 'cancelled';
  }

  private find(id: string): Item | undefined {
    return this.lanes.get(this.laneOf.get(id) ?? '')?.items.find((item) => item.outgoing.id === id);
  }
}

/** What was handed over stands before what was not, so the look ends there. */
function has(lane: Lane, state: 'sent' | 'refused'): boolean {
  for (const item of lane.items) {
    if (item.isEnding || item.state === 'uploading') continue;
    if (item.state === state) return true;
    if (item.state === 'queued') return false;
  }
  return false;
}

function mayGo(lane: Lane, now: number): boolean {
  if (!has(lane, 'refused')) return true;
  if (now < lane.retryAt || has(lane, 'sent')) return false;
  lane.retryAt = 0;
  return true;
}
