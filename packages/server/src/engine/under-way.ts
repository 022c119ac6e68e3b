import { refusal } from '@palaver/protocol';
import type { Members } from '../domain/view.js';
import type { MembershipChange, Operation, Outcome } from '../store/store.js';
import type { Batched } from './batcher.js';
import type { Command, Decision } from './command.js';
import type { Lane } from './lane.js';

export type Appending = Extract<Decision, { kind: 'append' }> & {
  readonly version: number;
  readonly audience: Members;
};
export type LookUp = Extract<Decision, { kind: 'refuse' }> & { readonly lookup: Extract<Operation, { op: 'lookup' }> };

/** What the lanes do about a decision whose end is known. */
export interface Settling {
  done(item: UnderWay): void;
  /** It was decided against a view that had changed. */
  redo(item: UnderWay): void;
  /** The log may hold it although it cannot be written now: look before refusing. */
  lookUp(item: UnderWay, decision: LookUp): void;
  /** The lane's view holds what was not written: a conversation, an entry's change. */
  reload(lane: Lane): void;
}

/** A decision on its way to the disk. */
export class UnderWay implements Batched {
  readonly lane: Lane;
  readonly command: Command;
  readonly c: number;
  readonly operations: readonly Operation[];
  readonly isReading: boolean;
  /** Its refusal stands; it is not decided again. */
  readonly isLast: boolean;
  private readonly lanes: Settling;
  private readonly decision: Appending | LookUp;

  constructor(lanes: Settling, lane: Lane, command: Command, decision: Appending | LookUp, c: number, isLast = false) {
    this.lanes = lanes;
    this.lane = lane;
    this.command = command;
    this.decision = decision;
    this.c = c;
    this.isLast = isLast;
    this.isReading = decision.kind === 'refuse';
    this.operations = decision.kind === 'refuse' ? [decision.lookup] : appendOperations(decision, c);
  }

  settled(outcomes: readonly Outcome[], mark: number): void {
    this.lanes.done(this);
    const { command, decision, c } = this;
    const outcome = outcomes.at(-1);
    if (outcome?.kind === 'appended' && decision.kind === 'append') {
      const { audience, change, creates } = decision;
      const fresh = { mark, audience, change, isFirst: creates !== undefined };
      command.accepted({ ...placeOf(outcome, c), fresh });
    } else if (outcome?.kind === 'repeated') {
      if (decision.kind === 'append' && decision.creates) this.lanes.reload(this.lane);
      if (outcome.isSameBody) command.accepted(placeOf(outcome, outcome.c));
      else command.refused(refusal('ID_REUSED'), true);
    } else if (outcome?.kind === 'missing') {
      if (decision.kind === 'append' && decision.creates) this.lanes.reload(this.lane);
      command.refused(refusal('NOT_FOUND', 'There is no such media.'), true);
    } else if (outcome?.kind === 'absent' && decision.kind === 'refuse') {
      command.refused(decision.refusal, true);
    } else if (outcome?.kind === 'retracted') {
      command.refused(refusal('ALREADY_RETRACTED'), true);
    } else if (outcome?.kind === 'stale') {
      this.lanes.redo(this);
    } else {
      command.unknown();
      throw new Error(`Unexpected outcome: ${outcome?.kind}`);
    }
  }

  full(): void {
    this.lanes.done(this);
    const { command, decision } = this;
    this.lanes.reload(this.lane);
    if (decision.kind === 'refuse') {
      // It was refused room together with others; alone it writes nothing, and where even that fails nothing can be said.
      if (this.isLast) command.unknown();
      else this.lanes.lookUp(this, decision);
      return;
    }
    const { entry } = decision;
    const isMessage = entry.kind === 'message';
    command.refused(refusal('SERVER_FULL'), !isMessage);
    if (!isMessage) return;
    this.lanes.lookUp(this, {
      kind: 'refuse',
      refusal: refusal('SERVER_FULL'),
      lookup: { op: 'lookup', sender: entry.sender, id: entry.id, hash: entry.hash },
    });
  }
}

const placeOf = (outcome: { readonly seq: number; readonly at: number; readonly sid: string }, c: number) => ({
  c,
  seq: outcome.seq,
  at: outcome.at,
  sid: outcome.sid,
});

function appendOperations(decision: Appending, c: number): readonly Operation[] {
  const { version, entry, retracts } = decision;
  if (retracts) return [{ op: 'retract', c, version, entry, ...retracts }];
  const append: Operation = {
    op: 'append',
    c,
    version,
    entry,
    ...changeOf(decision.change),
    ...(decision.media && { media: decision.media }),
  };
  return decision.creates ? [decision.creates, append] : [append];
}
const changeOf = (change: MembershipChange | undefined) => (change ? { change } : {});
