import type { Store } from '@palaver/server/testing';
import type { Counts } from '../world/counts.js';
import { ConversationLog, type LogEntry, type RetractionAt, readEntry } from './log.js';
import { must } from './violation.js';

/** Greater than any place. */
const end = Number.MAX_SAFE_INTEGER;

/**
 * The ground truth: every log, read from the store through its port and from nowhere else. What once stood in it must
 * stand there for ever (within an epoch), so each reading is compared with what was read before.
 */
export class Truth {
  private readonly counts: Counts;
  private readonly logs = new Map<number, ConversationLog>();
  private readonly singles = new Map<string, number>();
  /** (sender, id) → where it stands. */
  private readonly places = new Map<string, { readonly c: number; readonly seq: number }>();
  private readonly reads = new Map<string, number>();
  private readonly now: () => number;
  /** What was sent and is not kept, by its id: who was there shows it at an empty place. */
  readonly unkept = new Map<string, { readonly user: string; readonly text: string }>();
  /** People by their numbers. */
  readonly people = new Map<string, number>();
  epoch = '';
  /** When something last entered a log. */
  addedAt = 0;

  constructor(counts: Counts, now: () => number) {
    this.counts = counts;
    this.now = now;
  }

  /** A restore begins another history: nothing of the old one binds the new. */
  forget(epoch: string): void {
    this.epoch = epoch;
    this.logs.clear();
    this.singles.clear();
    this.places.clear();
    this.reads.clear();
  }

  all(): ConversationLog[] {
    return [...this.logs.values()];
  }
  log(c: number): ConversationLog | undefined {
    return this.logs.get(c);
  }

  /** The log that the ledger calls so. */
  called(to: string): ConversationLog | undefined {
    const group = /^group ([0-9]+)$/.exec(to);
    const c = group ? Number(group[1]) : this.singles.get(to);
    return c === undefined ? undefined : this.logs.get(c);
  }

  /** The conversation that a user's client calls so. */
  resolve(user: string, conversationId: string): ConversationLog | undefined {
    const group = /^group_([0-9]+)$/.exec(conversationId);
    if (group) {
      const log = this.logs.get(Number(group[1]));
      return log?.pair ? undefined : log;
    }
    const single = /^single_[A-Za-z0-9_-]*?_([^_].*)$/.exec(conversationId);
    const c = single?.[1] === undefined ? undefined : this.singles.get(pairOf(user, single[1]));
    return c === undefined ? undefined : this.logs.get(c);
  }

  place(sender: string, id: string): { readonly c: number; readonly seq: number } | undefined {
    return this.places.get(`${sender} ${id}`);
  }

  /** Reads what was added to a log, and answers it. */
  async advance(store: Store, c: number): Promise<readonly LogEntry[]> {
    const log = this.logs.get(c) ?? (await this.open(store, c));
    if (!log) return [];
    const added = (await store.entries(c, log.head + 1, end, 1_000)).map(readEntry);
    for (const entry of added) this.admit(log, entry);
    for (const { seq, what } of added) if (what.kind === 'retraction') await this.checkRetracted(store, log, seq, what);
    return added;
  }

  /** What was taken back is gone from the log for everybody, and stands there still. */
  private async checkRetracted(store: Store, log: ConversationLog, by: number, what: RetractionAt): Promise<void> {
    const known = log.entries[what.seq - 1];
    const [row] = await store.entries(log.c, what.seq, what.seq, 1);
    const now = row && readEntry(row).what;
    // A place whose body was never kept stays as it is.
    if (now?.kind === 'empty' && this.unkept.has(what.id)) return;
    const isWhole = now?.kind === 'retracted' && now.id === what.id && now.sender === what.sender;
    must(
      'D16',
      known !== undefined && row !== undefined && isWhole,
      () => `log ${log.c}: place ${what.seq} reads ${row?.body}, though ${by} took it back`,
    );
    must('D16', row.sid === known.sid && row.at === known.at, () => `log ${log.c}: place ${what.seq} is another entry`);
    known.body = row.body;
    this.counts.add('D16: retracted');
  }

  private async open(store: Store, c: number): Promise<ConversationLog | undefined> {
    const row = await store.conversation(c);
    if (!row) return undefined;
    let pair: readonly [string, string] | undefined;
    if (!row.group) {
      const [one, other] = await store.users(row.members.map((member) => member.user));
      if (!one || !other) return undefined;
      for (const { username, id } of [one, other]) this.people.set(username, id);
      pair = [one.username, other.username];
      this.singles.set(pairOf(...pair), c);
    }
    const log = new ConversationLog(c, pair);
    this.logs.set(c, log);
    return log;
  }

  private admit(log: ConversationLog, entry: LogEntry): void {
    const { seq, what } = entry;
    const before = log.entries.at(-1);
    must('D6', seq === log.head + 1, () => `log ${log.c}: place ${seq} follows place ${log.head}`);
    this.counts.add('D6');
    if (before) {
      must(
        'D9',
        entry.at >= before.at,
        () => `log ${log.c}: time fell from ${before.at} to ${entry.at} at place ${seq}`,
      );
      this.counts.add('D9');
    }
    if (what.kind === 'retraction') this.checkRetraction(log, seq, what);
    if (what.kind === 'message' || what.kind === 'retracted') {
      const key = `${what.sender} ${what.id}`;
      const standing = this.places.get(key);
      must(
        'D4',
        !standing,
        () => `${what.id} of ${what.sender} stands at ${log.c}/${standing?.seq} and at ${log.c}/${seq}`,
      );
      this.places.set(key, { c: log.c, seq });
    }
    const fault = log.rightsFault(what);
    must('O6', !fault, () => `log ${log.c}, place ${seq}: ${fault}`);
    log.add(entry);
    this.addedAt = this.now();
    if (what.kind === 'message')
      must('D5', log.isMemberAt(what.sender, seq), () => `log ${log.c}: ${what.sender} was no member at place ${seq}`);
    if (what.kind === 'message') {
      const until = log.silencedUntil(what.sender);
      must(
        'O6',
        entry.at >= until,
        () => `log ${log.c}: ${what.sender} spoke at place ${seq}, silenced until ${until}`,
      );
      if (until > 0) this.counts.add('O6: spoke after a silence');
    }
  }

  /** Only a message, by its sender, and once. */
  private checkRetraction(log: ConversationLog, seq: number, { id, sender, seq: place }: RetractionAt): void {
    const taken = log.entries[place - 1]?.what;
    const isMessage = taken?.kind === 'message' || (taken?.kind === 'retracted' && taken.by > seq);
    const isKept = isMessage && taken.id === id && taken.sender === sender;
    const isIt = isKept || (taken?.kind === 'empty' && this.unkept.get(id)?.user === sender);
    must('D16', isIt, () => `log ${log.c}: ${sender} took back place ${place}, where ${JSON.stringify(taken)} stands`);
  }

  /** Reads every log again: all that stood there stands there, the same. */
  async verify(store: Store): Promise<void> {
    for (const log of this.logs.values()) {
      const rows = log.head === 0 ? [] : await store.entries(log.c, 1, log.head, log.head);
      for (const [index, known] of log.entries.entries()) {
        const row = rows[index];
        const isSame =
          row?.seq === known.seq && row.sid === known.sid && row.at === known.at && row.body === known.body;
        must('D1', isSame, () => `log ${log.c}: what stood at place ${known.seq} is gone or changed`);
      }
      this.counts.add('D1: logs read again');
    }
  }

  /** A read position as the store has it now: it only ever moves forward. */
  async checkRead(store: Store, c: number, user: number): Promise<void> {
    const read = (await store.state(user, c))?.read ?? 0;
    const key = `${c} ${user}`;
    const before = this.reads.get(key) ?? 0;
    must(
      'D14',
      read >= before,
      () => `log ${c}: the read position of user ${user} went from ${before} back to ${read}`,
    );
    this.reads.set(key, read);
  }
}

const pairOf = (one: string, other: string): string => [one, other].sort().join(' ');
