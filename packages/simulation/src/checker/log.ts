import { unreadIncrement, type WireMessage } from '@palaver/protocol';
import type { EntryRow } from '@palaver/server/testing';

/** One place of a log, as its readers must find it. */
export interface LogEntry {
  readonly seq: number;
  readonly at: number;
  readonly sid: string;
  /** Another one when it is retracted, as is what stands there. */
  body: string;
  what: MessageAt | RetractedAt | EventAt | RetractionAt | { readonly kind: 'empty' };
}
export interface MessageAt {
  readonly kind: 'message';
  readonly id: string;
  readonly sender: string;
  readonly text: string;
  readonly increment: number;
}
/** A message that was taken back. */
export interface RetractedAt {
  readonly kind: 'retracted';
  readonly id: string;
  readonly sender: string;
  /** What it said and added, where that was read before or the retraction told it. */
  readonly text?: string;
  readonly increment: number;
  /** The place of the retraction. */
  readonly by: number;
}
export interface RetractionAt {
  readonly kind: 'retraction';
  readonly id: string;
  readonly sender: string;
  readonly seq: number;
  readonly increment: number;
}
export interface EventAt {
  readonly kind: 'event';
  readonly event: string;
  readonly actor: string;
  readonly members: readonly string[];
}

export function readEntry(row: EntryRow): LogEntry {
  return { seq: row.seq, at: row.at, sid: row.sid, body: row.body, what: readBody(row.body) };
}

type Actor = { username: string };
type BodyText = {
  kind: string;
  from?: Actor;
  message?: WireMessage;
  event?: { kind: string; actor: Actor; members?: Actor[] };
  id?: string;
  seq?: number;
  increment?: number;
};

function readBody(text: string): LogEntry['what'] {
  const body = JSON.parse(text) as BodyText;
  if (body.kind === 'message' && body.from && body.message) {
    const { id, content } = body.message;
    const shown = content.type === 'text' ? (content['text'] as string) : JSON.stringify(content);
    return { kind: 'message', id, sender: body.from.username, text: shown, increment: unreadIncrement(body.message) };
  }
  const { id = '', seq = 0, increment = 0 } = body;
  if (body.kind === 'retracted' && body.from)
    return { kind: 'retracted', id, sender: body.from.username, increment: 0, by: Number.MAX_SAFE_INTEGER };
  if (body.kind === 'retraction' && body.from)
    return { kind: 'retraction', id, sender: body.from.username, seq, increment };
  if (body.kind === 'event' && body.event) {
    const { kind, actor, members = [] } = body.event;
    return { kind: 'event', event: kind, actor: actor.username, members: members.map((member) => member.username) };
  }
  return { kind: 'empty' };
}

type Interval = readonly [from: number, until: number | null];

/**
 * A conversation's log as read from the store, with the membership that its own entries tell: worked out here a second
 * time, so that nothing of the server's bookkeeping is believed.
 */
export class ConversationLog {
  readonly c: number;
  /** The two users, or undefined for a group. */
  readonly pair: readonly [string, string] | undefined;
  readonly entries: LogEntry[] = [];
  private readonly intervals = new Map<string, Interval[]>();

  constructor(c: number, pair: readonly [string, string] | undefined) {
    this.c = c;
    this.pair = pair;
    for (const user of pair ?? []) this.intervals.set(user, [[1, null]]);
  }

  get head(): number {
    return this.entries.length;
  }

  add(entry: LogEntry): void {
    this.entries.push(entry);
    if (entry.what.kind === 'event') this.changeMembership(entry.seq, entry.what);
    if (entry.what.kind === 'retraction') this.retract(entry.seq, entry.what);
  }

  private retract(by: number, { id, sender, seq, increment }: RetractionAt): void {
    const message = this.entries[seq - 1];
    if (!message) return;
    const { what } = message;
    const said = what.kind === 'message' ? { text: what.text } : {};
    if (what.kind !== 'empty') message.what = { kind: 'retracted', id, sender, increment, by, ...said };
  }

  private changeMembership(seq: number, { event, actor, members }: EventAt): void {
    if (event === 'created') for (const user of new Set([actor, ...members])) this.join(user, seq);
    if (event === 'members_added') for (const user of members) this.join(user, seq);
    if (event === 'members_removed') for (const user of members) this.leave(user, seq);
    if (event === 'member_left') this.leave(actor, seq);
    if (event === 'dissolved') for (const user of this.intervals.keys()) this.leave(user, seq);
  }

  private join(user: string, seq: number): void {
    const own = this.intervals.get(user) ?? [];
    this.intervals.set(user, own);
    if (own.at(-1)?.[1] !== null) own.push([seq, null]);
  }

  private leave(user: string, seq: number): void {
    const own = this.intervals.get(user);
    const last = own?.at(-1);
    if (own && last && last[1] === null) own[own.length - 1] = [last[0], seq + 1];
  }

  isMemberAt(user: string, seq: number): boolean {
    return this.intervalsOf(user).some(([from, until]) => from <= seq && (until === null || seq < until));
  }

  intervalsOf(user: string): readonly Interval[] {
    return this.intervals.get(user) ?? [];
  }

  members(): string[] {
    return [...this.intervals].filter(([, own]) => own.at(-1)?.[1] === null).map(([user]) => user);
  }

  /** What the user may see and a client lists. */
  visibleTo(user: string): LogEntry[] {
    const isShown = ({ what }: LogEntry) => what.kind !== 'empty' && what.kind !== 'retraction';
    return this.entries.filter((entry) => isShown(entry) && this.isMemberAt(user, entry.seq));
  }

  unread(user: string, read: number): number {
    let sum = 0;
    for (const { seq, what } of this.entries) {
      if (seq <= read || (what.kind !== 'message' && what.kind !== 'retracted') || what.sender === user) continue;
      // Who left before it was taken back has what he had.
      if (what.kind === 'retracted' && this.isMemberAt(user, what.by)) continue;
      if (this.isMemberAt(user, seq)) sum += what.increment;
    }
    return sum;
  }
}
