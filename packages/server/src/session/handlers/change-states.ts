import { type Refusal, refusal } from '@palaver/protocol';
import type { Operation, StateRow } from '../../store/store.js';
import type { Identity, Services } from './handler.js';

/** Moves positions or settings of a user, and pushes the states that changed to all his devices (P16). */
export function changeStates(
  { batcher, publisher }: Services,
  { user }: Identity,
  change: {
    readonly operations: readonly Extract<Operation, { op: 'read' | 'settings' }>[];
    /** After the flush, with the states then. */
    done(states: readonly (StateRow | undefined)[]): void;
    refused(refusal: Refusal): void;
  },
): void {
  batcher.add({
    operations: change.operations,
    isReading: false,
    settled: (outcomes, mark) => {
      const states = outcomes.map((outcome) => {
        if (outcome.kind !== 'state') throw new Error(`Unexpected outcome: ${outcome.kind}`);
        if (outcome.hasChanged && outcome.state) publisher.state(user.id, mark, outcome.state);
        return outcome.state;
      });
      change.done(states);
    },
    full: () => change.refused(refusal('SERVER_FULL')),
  });
}
