import { type Refusal, refusal } from '@palaver/protocol';
import type { Operation } from '../../store/batch.js';
import type { StateRow } from '../../store/rows.js';
import type { Identity, Services } from './handler.js';

/** Moves positions or settings of a user, and pushes the states that changed to all his devices (P16). */
export function changeStates(
  { batcher, publisher }: Services,
  { user }: Pick<Identity, 'user'>,
  change: {
    /** What a change of settings needs comes before it. */
    readonly operations: readonly Extract<Operation, { op: 'read' | 'settings' | 'create' }>[];
    /** After the flush, before anything is told. */
    settled?(): void;
    /** With the states then. */
    done(states: readonly (StateRow | undefined)[]): void;
    refused(refusal: Refusal): void;
  },
): void {
  batcher.add({
    operations: change.operations,
    isReading: false,
    settled: (outcomes, mark) => {
      change.settled?.();
      const states = outcomes.flatMap((outcome) => {
        if (outcome.kind === 'done' || outcome.kind === 'exists') return [];
        if (outcome.kind !== 'state') throw new Error(`Unexpected outcome: ${outcome.kind}`);
        if (outcome.hasChanged && outcome.state) publisher.state(user.id, mark, outcome.state);
        return [outcome.state];
      });
      change.done(states);
    },
    full: () => change.refused(refusal('SERVER_FULL')),
  });
}
