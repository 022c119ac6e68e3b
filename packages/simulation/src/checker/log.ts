import { mediaOf, unreadIncrement, type WireMessage } from '@palaver/protocol';
import type { Message } from '@palaver/sdk';
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
  /** Of the file that it shows. */
  readonly sha256?: string;
  /** Where it asks for receipts: of how many, as its entry says. */
  readonly recipients?: number;
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
  readonly until: number;
}

export function readEntry(row: EntryRow): LogEntry {
  return { seq: row.seq, at: row.at, sid: row.sid, body: row.body, what: readBody(row.body) };
}

type Actor = { username: string };
type BodyText = {
  kind: string;
  from?: Actor;
  message?: WireMessage;
  event?: { kind: string; actor: Actor; members?: Actor[]; newOwner?: Actor; until?: number };
  recipients?: number;
  id?: string;
  seq?: number;
  increment?: number;
};

function readBody(text: string): LogEntry['what'] {
  const body = JSON.parse(text) as BodyText;
  if (body.kind === 'message' && body.from && body.message) {
    const { id, content } = body.message;
    const asked = body.recipients === undefined ? {} : { recipients: body.recipients };
    const shown = mediaOf(content).map(({ media }) => ({ sha256: media.sha256 }))[0];
    const increment = unreadIncrement(body.message);
    return { kind: 'message', id, sender: body.from.username, text: saidBy(content), increment, ...shown, ...asked };
  }
  const { id = '', seq = 0, increment = 0 } = body;
  if (body.kind === 'retracted' && body.from)
    return { kind: 'retracted', id, sender: body.from.username, increment: 0, by: Number.MAX_SAFE_INTEGER };
  if (body.kind === 'retraction' && body.from)
    return { kind: 'retraction', id, sender: body.from.username, seq, increment };
  if (body.kind === 'event' && body.event) {
    const { kind, actor, members = [], newOwner, until = 0 } = body.event;
    const named = members.map((member) => member.username);
    return {
      kind: 'event',
      event: kind,
      actor: actor.username,
      members: newOwner ? [newOwner.username] : named,
      until,
    };
  }
  return { kind: 'empty' };
}

/** What a content says, the same on the wire and on a device: a file by its name. */
export function saidBy(content: WireMessage['content'] | Message['content']): string {
  if (content.type === 'text' && 'text' in content) return String(content.text);
  if (content.type === 'file' && 'fileName' in content) return String(content.fileName);
  return JSON.stringify(content);
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
  private owner: string | undefined;
  private readonly admins = new Set<string>();
  private readonly silences = new Map<string, number>();

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
    if (entry.what.kind === 'event') {
      this.changeMembership(entry.seq, entry.what);
      this.changeRoles(entry.what);
    }
    if (entry.what.kind === 'retraction') this.retract(entry.seq, entry.what);
  }

  private retract(by: number, { id, sender, seq, increment }: RetractionAt): void {
    const message = this.entries[seq - 1];
    if (!message) return;
    const { what } = message;
    const said = what.kind === 'message' ? { text: what.text } : {};
    if (what.kind !== 'empty') message.what = { kind: 'retracted', id, sender, increment, by, ...said };
  }

  isTakenBack(seq: number): boolean {
    return this.entries.some(({ what }) => what.kind === 'retraction' && what.seq === seq);
  }

  private changeMembership(seq: number, { event, actor, members }: EventAt): void {
    if (event === 'created') for (const user of new Set([actor, ...members])) this.join(user, seq);
    if (event === 'members_added') for (const user of members) this.join(user, seq);
    if (event === 'members_removed') for (const user of members) this.leave(user, seq);
    if (event === 'member_left') this.leave(actor, seq);
    if (event === 'dissolved') for (const user of this.intervals.keys()) this.leave(user, seq);
  }

  private changeRoles({ event, actor, members, until }: EventAt): void {
    const [first] = members;
    if (event === 'created') this.owner = actor;
    if (event === 'member_left' || event === 'members_removed')
      for (const user of event === 'member_left' ? [actor] : members) this.admins.delete(user);
    if ((event === 'owner_changed' || event === 'member_left') && first !== undefined) {
      this.owner = first;
      this.admins.delete(first);
      this.silences.delete(first);
    }
    if (event === 'admins_added') for (const user of members) this.admins.add(user);
    if (event === 'admins_removed') for (const user of members) this.admins.delete(user);
    if (event === 'silenced') for (const user of members) this.silences.set(user, until);
    if (event === 'unsilenced') for (const user of members) this.silences.delete(user);
  }

  /** Server time until which a user may not speak; 0 where nobody silenced him. */
  silencedUntil(user: string): number {
    return this.silences.get(user) ?? 0;
  }

  everSilenced(user: string): number {
    const times = this.entries.map(({ what }) =>
      what.kind === 'event' && what.event === 'silenced' && what.members.includes(user) ? what.until : 0,
    );
    return Math.max(0, ...times);
  }

  /** What is wrong with who made a change of the group, before it is one. */
  rightsFault(what: LogEntry['what']): string | undefined {
    if (what.kind !== 'event' || what.event === 'created') return undefined;
    const { event, actor, members } = what;
    const rank = (user: string) => (user === this.owner ? 2 : this.admins.has(user) ? 1 : 0);
    if (!this.members().includes(actor)) return `${actor}, who is no member, made ${event}`;
    const isOwners = ['owner_changed', 'admins_added', 'admins_removed'].includes(event);
    if (isOwners && rank(actor) < 2) return `${actor}, who is not the owner, made ${event}`;
    const isOverOthers = ['members_removed', 'silenced', 'unsilenced'].includes(event);
    const isOver = (user: string) => user !== actor && rank(user) < rank(actor);
    if (isOverOthers && !members.every(isOver)) return `${actor} may not make ${event} of ${members.join(' ')}`;
    return undefined;
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

  /** Who may give a receipt for what stands at a place. */
  recipientsAt(seq: number, sender: string): string[] {
    return [...this.intervals.keys()].filter((user) => user !== sender && this.isMemberAt(user, seq));
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
