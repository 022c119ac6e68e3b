import { ImError } from '@palaver/protocol';
import type { ConnectionStatus } from '../api.js';
import type { Told, Verb } from '../desk.js';
import type { Change } from '../store/local-store.js';

/** What tabs hear of one another: each note goes to all the others, in order. */
export interface TabChannel {
  post(note: unknown): void;
  listen(hear: (note: unknown) => void): void;
  close(): void;
}

/**
 * `term` numbers the leader: notes of an older one count no more.
 * A tab that comes, or hears of a new leader, says `hello` and is told the `state`; from then on it gets all that is kept
 * and told. What it wants done it asks, and the answer comes behind all that was kept before.
 */
export type Note =
  | { readonly t: 'beat'; readonly term: number }
  | { readonly t: 'hello' }
  | { readonly t: 'state'; readonly term: number; readonly status: ConnectionStatus }
  | { readonly t: 'kept'; readonly term: number; readonly changes: readonly Change[] }
  | { readonly t: 'told'; readonly term: number; readonly told: SaidTold }
  | {
      readonly t: 'ask';
      readonly term: number;
      readonly id: string;
      readonly verb: Verb;
      readonly args: readonly unknown[];
    }
  | { readonly t: 'answer'; readonly term: number; readonly id: string; readonly outcome: Outcome }
  | { readonly t: 'closed'; readonly term: number };

type Outcome = { readonly value: unknown } | { readonly error: SaidError };
type SaidError = Pick<ImError, 'code' | 'message' | 'retryAfterMs' | 'requestId' | 'legacyCode'>;
type SaidTold =
  | Exclude<Told, { error: unknown }>
  | (Omit<Extract<Told, { error: unknown }>, 'error'> & { error: SaidError });

export interface Listener {
  /** A new leader is known: what this tab has in memory may be old. */
  newLeader(status: ConnectionStatus): void;
  kept(changes: readonly Change[]): void;
  told(told: Told): void;
  /** Calls back when everything that was heard before has been taken in. */
  inOrder(run: () => void): void;
  closed(): void;
  beat(): void;
}

/** What a tab may ask again of another leader, when nobody knows whether the first one did it. */
const isRepeatable = (verb: Verb, args: readonly unknown[]) =>
  verb !== 'request' ||
  /^(users\.get|receipts\.list|groups\.(get|mine|members)|rooms\.(list|get))$/.test(String(args[0]));

interface Asked {
  readonly verb: Verb;
  readonly args: readonly unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  isPosted: boolean;
}

/** The line between the tabs of one account: the leader's end and the followers' end of it. */
export class TabLine {
  private readonly channel: TabChannel;
  private readonly newId: () => string;
  private readonly listener: Listener;
  private readonly answer: (verb: Verb, args: readonly unknown[]) => Promise<unknown>;
  private readonly status: () => ConnectionStatus;
  private readonly asked = new Map<string, Asked>();
  /** The newest leader's number, once known. */
  private term = 0;
  private isLeading = false;
  private hasListeners = false;

  constructor(
    channel: TabChannel,
    ends: { newId: () => string; listener: Listener; answer: TabLine['answer']; status: TabLine['status'] },
  ) {
    this.channel = channel;
    this.newId = ends.newId;
    this.listener = ends.listener;
    this.answer = ends.answer;
    this.status = ends.status;
    channel.listen((note) => this.hear(note as Note));
  }

  /** This tab leads under that number: what it wanted of another leader it does itself. */
  lead(term: number): void {
    this.term = term;
    this.isLeading = true;
    for (const [id, asked] of [...this.asked]) {
      this.asked.delete(id);
      if (asked.isPosted && !isRepeatable(asked.verb, asked.args)) asked.reject(new ImError('OFFLINE'));
      else this.answer(asked.verb, asked.args).then(asked.resolve, asked.reject);
    }
    this.beat();
  }

  /** Somebody else leads, or will. */
  follow(): void {
    this.isLeading = false;
    this.hasListeners = false;
    this.channel.post({ t: 'hello' } satisfies Note);
  }

  ask(verb: Verb, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const asked: Asked = { verb, args, resolve, reject, isPosted: false };
      const id = this.newId();
      this.asked.set(id, asked);
      if (!this.isLeading && this.term > 0) this.post(id, asked);
    });
  }

  beat(): void {
    if (!this.isLeading) return;
    this.channel.post({ t: 'beat', term: this.term } satisfies Note);
  }

  kept(changes: readonly Change[]): void {
    if (this.isLeading && this.hasListeners) this.channel.post({ t: 'kept', term: this.term, changes } satisfies Note);
  }

  told(told: Told): void {
    if (!this.isLeading || !this.hasListeners) return;
    const said = 'error' in told ? { ...told, error: saidError(told.error) } : told;
    this.channel.post({ t: 'told', term: this.term, told: said } satisfies Note);
  }

  /** The session was closed on purpose: in all tabs. */
  closed(): void {
    if (this.isLeading) this.channel.post({ t: 'closed', term: this.term } satisfies Note);
  }

  end(error: ImError): void {
    for (const { reject } of this.asked.values()) reject(error);
    this.asked.clear();
    this.channel.close();
  }

  private hear(note: Note): void {
    if (this.isLeading) this.hearAsLeader(note);
    else this.hearAsFollower(note);
  }

  private hearAsLeader(note: Note): void {
    // A note and a lock keep no order: the lead may come before the word of its last holder.
    if (note.t === 'closed') this.take(note);
    if (note.t === 'hello') {
      this.hasListeners = true;
      this.channel.post({ t: 'state', term: this.term, status: this.status() } satisfies Note);
    }
    if (note.t === 'ask' && note.term === this.term) {
      const { term } = this;
      const post = (outcome: Outcome) => this.channel.post({ t: 'answer', term, id: note.id, outcome } satisfies Note);
      this.answer(note.verb, note.args).then(
        (value) => post({ value }),
        (error) => post({ error: saidError(error) }),
      );
    }
  }

  private hearAsFollower(note: Note): void {
    if (note.t === 'hello' || note.t === 'ask' || note.term < this.term) return;
    if (note.t === 'beat') {
      this.listener.beat();
      if (note.term > this.term) this.channel.post({ t: 'hello' } satisfies Note);
    } else if (note.t === 'state') {
      if (note.term > this.term) this.adopt(note.term, note.status);
    } else if (note.term === this.term || note.t === 'closed') this.take(note);
  }

  private adopt(term: number, status: ConnectionStatus): void {
    this.term = term;
    this.listener.newLeader(status);
    for (const [id, asked] of [...this.asked]) {
      if (!asked.isPosted || isRepeatable(asked.verb, asked.args)) this.post(id, asked);
      else {
        this.asked.delete(id);
        asked.reject(new ImError('OFFLINE'));
      }
    }
  }

  private take(note: Extract<Note, { t: 'kept' | 'told' | 'answer' | 'closed' }>): void {
    switch (note.t) {
      case 'kept':
        this.listener.kept(note.changes);
        return;
      case 'told': {
        const { told } = note;
        this.listener.told(('error' in told ? { ...told, error: heardError(told.error) } : told) as Told);
        return;
      }
      case 'answer': {
        const asked = this.asked.get(note.id);
        this.asked.delete(note.id);
        const { outcome } = note;
        if (asked && 'value' in outcome) this.listener.inOrder(() => asked.resolve(outcome.value));
        else if (asked && 'error' in outcome) this.listener.inOrder(() => asked.reject(heardError(outcome.error)));
        return;
      }
      case 'closed':
        this.listener.inOrder(() => this.listener.closed());
        return;
    }
  }

  private post(id: string, asked: Asked): void {
    asked.isPosted = true;
    const { verb, args } = asked;
    this.channel.post({ t: 'ask', term: this.term, id, verb, args } satisfies Note);
  }
}

/** Errors lose their class on the way. */
function saidError(error: unknown): SaidError {
  if (!ImError.is(error)) return { code: 'INTERNAL', message: String(error) };
  const { code, message, retryAfterMs, requestId, legacyCode } = error;
  return {
    code,
    message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(requestId && { requestId }),
    ...(legacyCode !== undefined && { legacyCode }),
  };
}

const heardError = ({ code, message, ...more }: SaidError) => new ImError(code, message, more);
