import { refusal } from '@palaver/protocol';
import type { Operation, Outcome } from '../../store/batch.js';
import type { Asker, Reply, Services } from './handler.js';

type Changing = Extract<Operation, { op: 'personal' | 'block' | 'create' }>;

/** Changes a user's personal state, and pushes it to all his devices before the answer (P51). */
export function changePersonal(
  { batcher, publisher, directory }: Services,
  asker: Asker,
  reply: Reply,
  change: {
    /** The last of them is the change; what it needs comes before it. */
    readonly operations: readonly Changing[];
    /** After the flush, before anything is told. */
    settled?(): void;
    done(): void;
  },
): void {
  const { user } = asker.identity;
  batcher.add({
    operations: change.operations,
    isReading: false,
    settled: (outcomes) => {
      const outcome = personalOf(outcomes);
      if (outcome.profile) directory.changed(user.id, { profile: outcome.profile });
      change.settled?.();
      if (!outcome.hasChanged) change.done();
      else
        publisher.personal(user.id, outcome.personal, {
          answer: change.done,
          failed: () => asker.unknown(),
        });
    },
    full: () => reply.refuse(refusal('SERVER_FULL')),
  });
}

function personalOf(outcomes: readonly Outcome[]) {
  const outcome = outcomes.at(-1);
  if (outcome?.kind !== 'personal') throw new Error(`Unexpected outcome: ${outcome?.kind}`);
  return outcome;
}
