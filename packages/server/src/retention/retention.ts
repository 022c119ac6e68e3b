import type { Clock, Log } from '@palaver/protocol';
import type { Hub } from '../delivery/hub.js';
import type { Publisher } from '../delivery/publisher.js';
import { expiryOf } from '../domain/retention.js';
import type { Batcher } from '../engine/batcher.js';
import { errorText } from '../error-text.js';
import type { Directory } from '../people/directory.js';
import type { Outcome } from '../store/batch.js';
import type { ApplicationRow } from '../store/people-rows.js';
import type { ApplicationId, ConversationRow, OldestRow } from '../store/rows.js';
import type { Store } from '../store/store.js';

export interface RetentionDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly batcher: Batcher;
  readonly directory: Directory;
  readonly hub: Hub;
  readonly publisher: Publisher;
}

/** How many logs are looked at, and how many entries go in one commit, before others have their turn. */
const logsAtOnce = 200;
const entriesAtOnce = 500;
const pauseMs = 10;

/**
 * Raises the floors of logs over what is older than their applications keep it. The store deletes what lies below; media
 * that nothing shows any more go with the next sweep, texts leave the search with the commit.
 */
export function createRetention(deps: RetentionDeps): (stop?: AbortSignal) => Promise<void> {
  const { clock, log, store } = deps;
  const pause = () => new Promise<void>((resolve) => clock.after(pauseMs, resolve));

  const run = async (stop: AbortSignal | undefined): Promise<void> => {
    const applications = new Map((await store.applications()).map((row) => [row.id, row]));
    const before = (row: OldestRow) => expiryOf([settingsOf(applications, row.application)], clock.now());
    if ([...applications.values()].every(({ settings }) => !settings.retentionDays)) return;
    let expired = 0;
    for (let after = 0; !stop?.aborted; ) {
      const rows = await store.oldest({ after, limit: logsAtOnce });
      for (const row of rows) {
        const own = before(row);
        if (row.at !== undefined && own !== undefined && row.at < own)
          expired += await expireLog(deps, row.c, applications, pause, stop);
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.c;
      await pause();
    }
    if (expired > 0) log.info('entries expired', { entries: expired });
  };

  let running: Promise<void> | undefined;
  return (stop) => {
    running ??= run(stop)
      .catch((error: unknown) => log.warn('retention failed', { error: errorText(error) }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}

type Applications = ReadonlyMap<ApplicationId, ApplicationRow>;
const settingsOf = (applications: Applications, id: ApplicationId) => applications.get(id)?.settings ?? {};

/** Answers how many entries expired. */
async function expireLog(
  deps: RetentionDeps,
  c: number,
  applications: Applications,
  pause: () => Promise<void>,
  stop: AbortSignal | undefined,
): Promise<number> {
  const row = await deps.store.conversation(c);
  if (!row) return 0;
  const before = expiryOf(await everybodysSettings(deps, row, applications), deps.clock.now());
  if (before === undefined) return 0;
  let count = 0;
  let last: Expired = { count: 0, floor: row.floor, mark: 0 };
  while (!stop?.aborted) {
    const next = await expireSome(deps.batcher, c, before);
    if (next.count === 0) break;
    count += next.count;
    last = next;
    await pause();
  }
  if (count > 0) await tell(deps, row, last);
  return count;
}

/** Of its own application, and of those whose people are in it. */
async function everybodysSettings({ directory }: RetentionDeps, row: ConversationRow, applications: Applications) {
  const ids = new Set([row.application]);
  const people = await directory.byIds(row.members.map(({ user }) => user));
  for (const { application } of people.values()) ids.add(application);
  return [...ids].map((id) => settingsOf(applications, id));
}

interface Expired {
  readonly count: number;
  readonly floor: number;
  readonly mark: number;
}

/** On a full disk nothing expires; the next run goes on. */
function expireSome(batcher: Batcher, c: number, before: number): Promise<Expired> {
  return new Promise((resolve, reject) => {
    batcher.add({
      operations: [{ op: 'expire', c, before, limit: entriesAtOnce }],
      isReading: false,
      settled: ([outcome], mark) => resolve({ ...expiredOf(outcome), mark }),
      full: () => reject(new Error('the disk is full')),
    });
  });
}

function expiredOf(outcome: Outcome | undefined): { count: number; floor: number } {
  if (outcome?.kind !== 'expired') throw new Error(`Unexpected outcome: ${outcome?.kind}`);
  return outcome;
}

/** Whoever is here and had not read that far has less unread now (P73); the others learn of the floor with their next sync. */
async function tell({ store, hub, publisher }: RetentionDeps, row: ConversationRow, { floor, mark }: Expired) {
  for (const { user } of row.members) {
    if (hub.of(user).length === 0) continue;
    const state = await store.state(user, row.c);
    if (state && state.read < floor) publisher.state(user, mark, state);
  }
}
