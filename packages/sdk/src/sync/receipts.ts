import type { ReceiptCounts } from '@palaver/protocol';
import type { StoredMessage } from '../conversation/records.js';
import type { Replica } from '../store/replica.js';
import type { Turn, Turns } from './turns.js';

/** How many have read each place: own messages; of others' it is 1, where this user marked them. */
export const readings = (answer: { receipts?: ReceiptCounts | undefined; marked?: readonly number[] | undefined }) => [
  ...(answer.receipts ?? []),
  ...(answer.marked ?? []).map((seq) => [seq, 1] as const),
];
export type Readings = ReturnType<typeof readings>;

export interface ReceiptsDeps {
  readonly replica: Replica;
  readonly turns: Turns;
  readonly tell: (conversation: string, messages: readonly StoredMessage[]) => void;
}

/** What is known for places whose messages may come later: the oldest is forgotten first. */
const mostKnown = 5_000;

/** Who has read what: numbers that only rise, kept with the messages; told of once a conversation after a reconnection. */
export class Receipts {
  private readonly deps: ReceiptsDeps;
  private readonly readers = new Map<string, number>();
  private isHeld = false;
  private held = new Map<string, Map<string, StoredMessage>>();

  constructor(deps: ReceiptsDeps) {
    this.deps = deps;
  }

  /** What an answer or a push says, for messages that are stored after it. */
  note(c: number, read: Readings): void {
    const { readers } = this;
    for (const [seq, count] of read) {
      const key = keyOf(c, seq);
      const most = Math.max(count, readers.get(key) ?? 0);
      readers.delete(key);
      readers.set(key, most);
      const [oldest] = readers.size > mostKnown ? readers.keys() : [];
      if (oldest) readers.delete(oldest);
    }
  }

  /** The same message where nothing more is known of it. */
  dress(c: number, message: StoredMessage): StoredMessage {
    const readers = this.readers.get(keyOf(c, message.order[0])) ?? 0;
    const { receipts, status, isMarked } = message;
    if (receipts && readers > receipts.readers) return { ...message, receipts: { ...receipts, readers } };
    return status === 'received' && !isMarked && readers > 0 ? { ...message, isMarked: true } : message;
  }

  /** A push: the messages that are here change, and those of the user's own are told of. */
  take(c: number, read: Readings): void {
    const { turns } = this.deps;
    void turns.alone(async () => {
      const changed = await this.changedBy(c, read);
      if (changed.length > 0) await turns.commit((turn) => this.put(turn, changed));
    });
  }

  /** The messages here that it changes, as they are then. Inside a turn of one's own only. */
  async changedBy(c: number, read: Readings): Promise<StoredMessage[]> {
    this.note(c, read);
    const { replica } = this.deps;
    const id = replica.idOfLog(c);
    const changed: StoredMessage[] = [];
    for (const [seq] of id === undefined ? [] : read) {
      const range = { after: [seq - 1, Number.MAX_SAFE_INTEGER], before: [seq, 1], newest: false, limit: 1 } as const;
      const [known] = (await replica.database.messages(id as string, range)) as StoredMessage[];
      const dressed = known && this.dress(c, known);
      if (dressed && dressed !== known) changed.push(dressed);
    }
    return changed;
  }

  put(turn: Turn, changed: readonly StoredMessage[]): void {
    for (const message of changed) turn.replaceMessage(message);
    turn.after(() => this.told(changed));
  }

  /** Of own messages somebody is told, of one conversation at a time. */
  private told(changed: readonly StoredMessage[]): void {
    for (const message of changed) {
      if (!message.receipts) continue;
      const known = this.held.get(message.conversation) ?? new Map();
      this.held.set(message.conversation, known.set(message.id, message));
    }
    if (!this.isHeld) this.release();
  }

  /** While it is caught up: told after what was missed. */
  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    const held = this.held;
    this.held = new Map();
    for (const [conversation, messages] of held) this.deps.tell(conversation, [...messages.values()]);
  }

  /** Another history, whose places are others (D23). A lost connection forgets nothing: what it brought may still wait to be stored. */
  forget(): void {
    this.readers.clear();
    this.held.clear();
  }
}

const keyOf = (c: number, seq: number) => `${c} ${seq}`;
