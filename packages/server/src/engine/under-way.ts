import { refusal } from '@palaver/protocol';
import { audienceOf, type ConversationView } from '../domain/view.js';
import type { Operation, Outcome } from '../store/batch.js';
import type { Batched } from './batcher.js';
import type { Command, Decision, Place } from './command.js';
import type { Lane } from './lane.js';

/** What waits for its commit: an entry, with the view that it was decided against, or a look before a refusal. */
export type Decided = Appending | LookUp;
interface Appending {
  readonly kind: 'append';
  readonly append: Extract<Decision, { kind: 'append' }>;
  readonly view: ConversationView;
}
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
  private readonly decided: Decided;

  constructor(lanes: Settling, lane: Lane, command: Command, decided: Decided, c: number, isLast = false) {
    this.lanes = lanes;
    this.lane = lane;
    this.command = command;
    this.decided = decided;
    this.c = c;
    this.isLast = isLast;
    this.isReading = decided.kind === 'refuse';
    this.operations = decided.kind === 'refuse' ? [decided.lookup] : appendOperations(decided, c);
  }

  settled(outcomes: readonly Outcome[], mark: number): void {
    this.lanes.done(this);
    const { command, decided, c } = this;
    const outcome = outcomes.at(-1);
    if (outcome?.kind === 'appended' && decided.kind === 'append') {
      const { change, creates } = decided.append;
      const audience = audienceOf(decided.view, change);
      command.accepted(placeOf(outcome, c, { mark, audience, change, isFirst: creates !== undefined }));
    } else if (outcome?.kind === 'repeated') {
      if (decided.kind === 'append' && decided.append.creates) this.lanes.reload(this.lane);
      if (outcome.isSameBody) command.accepted(placeOf(outcome, outcome.c));
      else command.refused(refusal('ID_REUSED'), true);
    } else if (outcome?.kind === 'missing') {
      if (decided.kind === 'append' && decided.append.creates) this.lanes.reload(this.lane);
      command.refused(refusal('NOT_FOUND', 'There is no such media.'), true);
    } else if (outcome?.kind === 'absent' && decided.kind === 'refuse') {
      command.refused(decided.refusal, true);
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
    const { command, decided } = this;
    this.lanes.reload(this.lane);
    if (decided.kind === 'refuse') {
      // It was refused room together with others; alone it writes nothing, and where even that fails nothing can be said.
      if (this.isLast) command.unknown();
      else this.lanes.lookUp(this, decided);
      return;
    }
    const { entry } = decided.append;
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

const placeOf = (stands: Omit<Place, 'c' | 'fresh'>, c: number, fresh?: Place['fresh']): Place => ({
  c,
  seq: stands.seq,
  at: stands.at,
  sid: stands.sid,
  fresh,
});

function appendOperations({ append, view: { version } }: Appending, c: number): readonly Operation[] {
  const { entry, retracts, change, media, creates } = append;
  if (retracts) return [{ op: 'retract', c, version, entry, ...retracts }];
  const operation: Operation = { op: 'append', c, version, entry, change, media };
  return creates ? [creates, operation] : [operation];
}
