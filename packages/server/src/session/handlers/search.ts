import { entryText, foldText, ok, type Refusal, type Result, refusal, refused, serverLimits } from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import { searchedRanges } from '../../domain/search.js';
import type { UserId, VisibleLog } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { findConversation } from './find-conversation.js';
import type { AskedHandler, Asker, Services } from './handler.js';

const usualHits = 20;
/** Bursts are for people who type. */
const burst = 20;

export const searchHandler =
  (services: Services): AskedHandler<'search'> =>
  async ({ text, in: target, limit, before }, { asker, reply }) => {
    const { user, application } = asker.identity;
    const folded = foldText(text);
    if (folded === '') return reply.refuse(refusal('INVALID', 'text: nothing that could be found'));
    const perSecond = boundsOf(application).searchesPerMinute / 60;
    const retryAfterMs = services.searches.take(user.id, { perSecond, burst });
    if (retryAfterMs > 0) return reply.refuse(refusal('RATE_LIMITED', undefined, retryAfterMs));
    const logs = target ? await oneLog(services, asker, target) : ok(await allLogs(services.store, user.id));
    if (!logs.ok) return reply.refuse(logs.error);
    const answer = await services.search.find({
      text: folded,
      ranges: searchedRanges(logs.value),
      limit: limit ?? usualHits,
      ...(before !== undefined && { before: Number(before) }),
    });
    if (answer === 'busy') return reply.refuse(refusal('BUSY'));
    const hits = answer.hits.map(
      ({ c, entry }) => `{"c":${c},"entry":${entryText(entry.seq, entry.at, entry.sid, entry.body)}}`,
    );
    reply.text(`"hits":[${hits.join(',')}]${answer.next === undefined ? '' : `,"next":"${answer.next}"`}`);
  };

/** What the user may see of one conversation. */
async function oneLog(
  services: Services,
  asker: Asker,
  target: Parameters<typeof findConversation>[2],
): Promise<Result<readonly VisibleLog[], Refusal>> {
  const found = await findConversation(services, asker, target);
  const [log] = found ? await services.store.visibleLogs(asker.identity.user.id, { after: found.c - 1, limit: 1 }) : [];
  return log && log.c === found?.c ? ok([log]) : refused(refusal('NOT_FOUND'));
}

async function allLogs(store: Store, user: UserId): Promise<VisibleLog[]> {
  const logs: VisibleLog[] = [];
  while (logs.length < serverLimits.searchedLogs) {
    const page = await store.visibleLogs(user, { after: logs.at(-1)?.c ?? 0, limit: 500 });
    logs.push(...page);
    if (page.length < 500) break;
  }
  return logs;
}
