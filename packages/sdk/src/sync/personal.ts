import { type Clock, errors, type MemberRef, type PersonalState, type UserCard } from '@palaver/protocol';
import type { Draft, Replica } from '../store/replica.js';
import type { Link } from './link.js';
import { againMs } from './reconnect-policy.js';
import type { Turn, Turns } from './turns.js';

/** What this device keeps of the user's personal state; who he is stands with the session. */
export interface StoredPersonal {
  readonly mark: number;
  /** Do-not-disturb for everything. */
  readonly muted: boolean;
  readonly blocked: readonly MemberRef[];
  /** Made here and not yet accepted by the server. */
  readonly pending: { readonly muted?: boolean };
}

const personalKey = 'personal';
const nothing: StoredPersonal = { mark: 0, muted: false, blocked: [], pending: {} };

export const personalOf = (values: Pick<Replica | Draft, 'value'>): StoredPersonal =>
  (values.value(personalKey) as StoredPersonal | undefined) ?? nothing;

export interface PersonalDeps {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly replica: Replica;
  /** What the user tells of himself was described anew. */
  readonly learned: (turn: Turn, user: UserCard) => void;
}

/** What belongs to the user and to no conversation: the same on all his devices, and what is wished here reaches the server. */
export class Personal {
  private readonly deps: PersonalDeps;
  private link: Link | undefined;
  private isAsking = false;

  constructor(deps: PersonalDeps) {
    this.deps = deps;
  }

  /** Of two states the later holds; after a reset of history, the one that came with it. */
  take(turn: Turn, { mark, user, muted, blocked }: PersonalState, isReset = false): void {
    const known = personalOf(turn);
    if (mark < known.mark && !isReset) return;
    turn.setValue(personalKey, { ...known, mark, muted: known.pending.muted ?? muted, blocked });
    this.deps.learned(turn, user);
  }

  /** Takes effect here at once; the server hears of it with this connection or a later one. */
  async setMuted(muted: boolean): Promise<void> {
    await this.deps.turns.change((turn) => {
      turn.setValue(personalKey, { ...personalOf(turn), muted, pending: { muted } });
    });
    this.push();
  }

  begin(link: Link): void {
    this.link = link;
    this.push();
  }

  lost(): void {
    this.link = undefined;
    this.isAsking = false;
  }

  private push(): void {
    const { link } = this;
    const { muted } = personalOf(this.deps.replica).pending;
    if (!link || muted === undefined || this.isAsking) return;
    this.isAsking = true;
    link.ask('users.mute', { muted }, (outcome) => {
      if (outcome.type === 'lost') return;
      const again = () => {
        if (link !== this.link) return;
        this.isAsking = false;
        this.push();
      };
      if (outcome.type === 'refusal' && errors[outcome.refusal.code].disposition === 'retry')
        this.deps.clock.after(outcome.refusal.retryAfterMs ?? againMs, again);
      else void this.deps.turns.change((turn) => this.settle(turn, muted)).then(again, again);
    });
  }

  /** What was wished meanwhile is still to be told. */
  private settle(turn: Turn, told: boolean): void {
    const known = personalOf(turn);
    if (known.pending.muted === told) turn.setValue(personalKey, { ...known, pending: {} });
  }
}
