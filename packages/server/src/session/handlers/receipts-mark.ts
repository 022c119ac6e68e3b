import { refusal } from '@palaver/protocol';
import { decideMarks } from '../../domain/receipt.js';
import type { Operation } from '../../store/batch.js';
import type { StandingMessage } from '../../store/rows.js';
import type { AskedHandler, Services } from './handler.js';

export const receiptsMarkHandler =
  (services: Services): AskedHandler<'receipts.mark'> =>
  async ({ marks }, { asker, reply }) => {
    const { store, batcher, receipts } = services;
    const reader = asker.identity.user.id;
    const wanted: StandingMessage[] = [];
    for (const [c, places] of marks) {
      const [standing, intervals] = await Promise.all([store.messagesAt(c, places), store.intervals(c, reader)]);
      const decided = decideMarks(reader, places, standing, intervals);
      if (!decided.ok) return reply.refuse(decided.error);
      wanted.push(...decided.value);
    }
    if (wanted.length === 0) return reply.ok({});
    batcher.add({
      operations: wanted.map(({ c, seq, sender }): Operation => ({ op: 'mark', c, seq, reader, sender })),
      isReading: false,
      settled: (outcomes, mark) => {
        for (const [at, outcome] of outcomes.entries()) {
          const { c, seq, sender } = wanted[at] as StandingMessage;
          if (outcome.kind !== 'marked') throw new Error(`Unexpected outcome: ${outcome.kind}`);
          if (outcome.hasChanged) receipts.add({ c, seq, sender, reader, readers: outcome.readers, mark });
        }
        reply.ok({});
      },
      full: () => reply.refuse(refusal('SERVER_FULL')),
    });
  };
