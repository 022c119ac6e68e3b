import { type Clock, errors, limits } from '@palaver/protocol';
import type { StoredConversation } from '../conversation/records.js';
import type { Replica } from '../store/replica.js';
import type { Link, Outcome } from './link.js';
import { againMs } from './reconnect-policy.js';
import type { Turns } from './turns.js';

/**
 * Read positions, do-not-disturb and pins that were made here: kept with their conversation until the server has
 * accepted them, with this connection or a later one (S11, D14).
 */
export class Wishes {
  private readonly turns: Turns;
  private readonly replica: Replica;
  private readonly clock: Clock;
  private readonly asked = new Set<string>();
  /** Conversations of which one mark is asked for at a time: some of those asked for together are no more to be had. */
  private readonly alone = new Set<string>();
  private link: Link | undefined;
  private readonly unwatch: () => void;

  constructor(turns: Turns, replica: Replica, clock: Clock) {
    this.clock = clock;
    this.turns = turns;
    this.replica = replica;
    this.unwatch = replica.watch(({ conversations }) => {
      for (const id of conversations) this.push(id);
    });
  }

  begin(link: Link): void {
    this.link = link;
    for (const { id } of this.replica.all()) this.push(id);
  }

  lost(): void {
    this.link = undefined;
    this.asked.clear();
  }

  stop(): void {
    this.lost();
    this.unwatch();
  }

  private push(id: string): void {
    const { link } = this;
    const record = this.replica.get(id);
    if (!link || !record) return;
    const { read, muted, pinned, marks } = record.pending;
    if (read !== undefined && record.log > 0)
      this.once(`read ${id}`, (done) => link.ask('read', { marks: [[record.log, read]] }, done), id, { read });
    if (marks !== undefined && marks.length > 0 && record.log > 0) {
      const some = marks.slice(0, this.alone.has(id) ? 1 : limits.receiptsPerCall);
      const ask = (done: Done) => link.ask('receipts.mark', { marks: [[record.log, [...some]]] }, done);
      this.once(`marks ${id}`, ask, id, { marks: some });
    } else this.alone.delete(id);
    const { target } = record;
    if ((muted !== undefined || pinned !== undefined) && !('chatroom' in target)) {
      const settings = { ...(muted !== undefined && { muted }), ...(pinned !== undefined && { pinned }) };
      const ask = (done: Done) => link.ask('settings', { target, ...settings }, done);
      this.once(`settings ${id}`, ask, id, settings);
    }
  }

  /** One request of a kind at a time: what is wished meanwhile follows it. */
  private once(key: string, ask: (done: Done) => void, id: string, told: StoredConversation['pending']): void {
    if (this.asked.has(key)) return;
    this.asked.add(key);
    ask((outcome) => {
      if (outcome.type === 'lost') return;
      if (outcome.type === 'refusal' && errors[outcome.refusal.code].disposition === 'retry') {
        const { link } = this;
        this.clock.after(outcome.refusal.retryAfterMs ?? againMs, () => {
          if (link !== this.link) return;
          this.asked.delete(key);
          this.push(id);
        });
        return;
      }
      void this.turns.change((turn) => {
        this.asked.delete(key);
        if (outcome.type === 'refusal' && (told.marks?.length ?? 0) > 1) {
          this.alone.add(id);
          turn.after(() => this.push(id));
          return;
        }
        const record = turn.get(id);
        if (record) turn.put({ ...record, pending: without(record.pending, told) });
      });
    });
  }
}

type Done = (outcome: Outcome<'read'> | Outcome<'settings'> | Outcome<'receipts.mark'>) => void;

/** A final refusal ends a wish as well: what the server will not take is not asked again and again. */
function without(pending: StoredConversation['pending'], told: StoredConversation['pending']) {
  const left = { ...pending };
  for (const key of ['read', 'muted', 'pinned'] as const)
    if (told[key] !== undefined && left[key] === told[key]) delete left[key];
  if (told.marks) return { ...left, marks: pending.marks?.filter((place) => !told.marks?.includes(place)) ?? [] };
  return left;
}
