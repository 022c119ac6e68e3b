import type { ReceiptCounts } from '@palaver/protocol';
import type { StoredMessage } from '../conversation/records.js';
import type { Draft, Replica } from '../store/replica.js';
import type { Turns } from './turns.js';

/** What was told of receipts of one conversation: numbers of own messages, places of others' that this user marked. */
export interface ReceiptNews {
  readonly counts?: ReceiptCounts | undefined;
  readonly marked?: readonly number[] | undefined;
}

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
  private readonly marked = new Map<string, true>();
  private isHeld = false;
  private held = new Map<string, Map<string, StoredMessage>>();

  constructor(deps: ReceiptsDeps) {
    this.deps = deps;
  }

  /** What an answer or a push says, for messages that are stored after it. */
  note(c: number, { counts = [], marked = [] }: ReceiptNews): void {
    for (const [seq, readers] of counts) {
      const key = keyOf(c, seq);
      keep(this.readers, key, Math.max(readers, this.readers.get(key) ?? 0));
    }
    for (const seq of marked) keep(this.marked, keyOf(c, seq), true);
  }

  /** The same message where nothing more is known of it. */
  dress(c: number, message: StoredMessage): StoredMessage {
    const key = keyOf(c, message.order[0]);
    const { receipts } = message;
    const readers = this.readers.get(key) ?? 0;
    if (receipts && readers > receipts.readers) return { ...message, receipts: { ...receipts, readers } };
    const isMarked = message.status === 'received' && !message.isMarked && this.marked.has(key);
    return isMarked ? { ...message, isMarked } : message;
  }

  /** A push: the messages that are here change, and those of the user's own are told of. */
  take(c: number, news: ReceiptNews): void {
    void this.deps.turns.alone(async () => {
      const { replica, turns } = this.deps;
      const changed = await this.changedBy(c, news);
      if (changed.length === 0) return;
      const id = replica.idOfLog(c) ?? '';
      await turns.commit((turn) => {
        this.put(turn, changed);
        turn.after(() => this.told(id, changed));
      });
    });
  }

  /** The messages here that it changes, as they are then. Inside a turn of one's own only. */
  async changedBy(c: number, news: ReceiptNews): Promise<StoredMessage[]> {
    this.note(c, news);
    const { replica } = this.deps;
    const id = replica.idOfLog(c);
    const changed: StoredMessage[] = [];
    const places = [...(news.counts ?? []).map(([seq]) => seq), ...(news.marked ?? [])];
    for (const seq of id === undefined ? [] : places) {
      const range = { after: [seq - 1, Number.MAX_SAFE_INTEGER], before: [seq, 1], newest: false, limit: 1 } as const;
      const [known] = (await replica.database.messages(id as string, range)) as StoredMessage[];
      const dressed = known && this.dress(c, known);
      if (dressed && dressed !== known) changed.push(dressed);
    }
    return changed;
  }

  put(turn: Draft, messages: readonly StoredMessage[]): void {
    for (const message of messages) {
      turn.putMessage(message);
      const record = turn.get(message.conversation);
      if (record?.last?.id === message.id) turn.put({ ...record, last: message });
    }
  }

  told(conversation: string, changed: readonly StoredMessage[]): void {
    const own = changed.filter(({ receipts }) => receipts);
    if (own.length === 0) return;
    if (!this.isHeld) {
      this.deps.tell(conversation, own);
      return;
    }
    const known = this.held.get(conversation) ?? new Map();
    for (const message of own) known.set(message.id, message);
    this.held.set(conversation, known);
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

  /** What is not stored by now comes anew. */
  lost(): void {
    this.readers.clear();
    this.marked.clear();
  }
}

const keyOf = (c: number, seq: number) => `${c} ${seq}`;

function keep<T>(known: Map<string, T>, key: string, value: T): void {
  known.delete(key);
  known.set(key, value);
  if (known.size <= mostKnown) return;
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}
