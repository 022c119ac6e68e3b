import { httpStatus, type Refusal, refusal, serverLimits } from '@palaver/protocol';
import type { Services } from '../session/handlers/handler.js';
import type { Answer, ApplicationRow } from '../store/people-rows.js';
import { nobodyKnows } from './ask.js';

/**
 * What a back end asks under a key of its own is done once. For a day the same question under it gets the same answer, and
 * another is refused. Where this process ended in between, nobody knows whether it was done, and it is not done again.
 */
export function createAnswers({ store, clock, digest }: Pick<Services, 'store' | 'clock' | 'digest'>) {
  const underWay = new Set<string>();

  return {
    async once(
      { id }: Pick<ApplicationRow, 'id'>,
      key: string,
      question: string,
      answer: () => Promise<Answer>,
    ): Promise<Answer | Refusal> {
      const name = `${id}/${key}`;
      if (underWay.has(name)) return refusal('BUSY', 'The first request under this key is being answered.', retryMs);
      underWay.add(name);
      try {
        const [hash, at] = [digest(question), clock.now()];
        const before = await store.beginAnswer({ application: id, key, hash, at }, at - serverLimits.answersMs);
        if (before && before.hash !== hash) return refusal('ID_REUSED', 'This key stands for another request.');
        if (before) return before.answer ?? nobodyKnows;
        const given = await answer();
        if (given.status < 500 && given.status !== httpStatus.RATE_LIMITED) await store.keepAnswer(id, key, given);
        else if (nothingDone.includes(given.status)) await store.dropAnswer(id, key);
        return given;
      } finally {
        underWay.delete(name);
      }
    },
  };
}

const retryMs = 1_000;
const nothingDone = [httpStatus.RATE_LIMITED, httpStatus.BUSY, httpStatus.SERVER_FULL];
