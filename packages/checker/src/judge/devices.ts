import type { Tell } from './findings.js';
import type { Known } from './known.js';
import type { Entry, Observation } from './observation.js';

/** How long a device may take to keep that it has reported something: a process that ends within it may report once more. */
const reportingMs = 2_000;

interface Sight {
  epoch: number;
  /** Reports by `conversation place`. */
  readonly reports: Map<string, { readonly by: Observation; readonly life: number }>;
  readonly crashes: number[];
  /** Conversations whose roaming messages came. */
  readonly roamed: Set<string>;
  readonly paged: Set<string>;
  /** Of the present connection. */
  calls: Map<string, Observation>;
  news: Map<string, Observation>;
}

/** D10 and D12, and that no count is negative (D13): what each device told of, in the order in which it did. */
export function judgeDevices(known: Known, tell: Tell): void {
  const sights = new Map<string, Sight>();
  for (const [index, seen] of known.history.entries()) {
    if (!('device' in seen)) continue;
    const sight = sights.get(seen.device) ?? newSight(known.epochAt[index] ?? 0);
    sights.set(seen.device, sight);
    const epoch = known.epochAt[index] ?? 0;
    // The copy of an earlier history is gone, and what was told of it.
    if (epoch !== sight.epoch) sights.set(seen.device, { ...newSight(epoch), crashes: sight.crashes });
    judgeSeen(sights.get(seen.device) ?? sight, seen, known.userOf(seen.device), tell);
    if (seen.type === 'device') sights.set(seen.device, newSight(epoch));
  }
}

const newSight = (epoch: number): Sight => ({
  epoch,
  reports: new Map(),
  crashes: [],
  roamed: new Set(),
  paged: new Set(),
  calls: new Map(),
  news: new Map(),
});

function judgeSeen(sight: Sight, seen: Observation & { readonly device: string }, user: string, tell: Tell): void {
  switch (seen.type) {
    case 'crashed':
      sight.crashes.push(seen.at);
      break;
    case 'connected':
      sight.calls = new Map();
      sight.news = new Map();
      break;
    case 'shown.new':
      sight.news.set(seen.to, seen);
      report(sight, seen, seen.entry, tell);
      break;
    case 'shown.offline':
      call(sight, seen, seen.kind, tell);
      for (const entry of seen.entries) report(sight, seen, entry, tell);
      break;
    case 'shown.roaming':
      call(sight, seen, 'roaming', tell);
      sight.roamed.add(seen.to);
      break;
    case 'paged':
      sight.paged.add(seen.to);
      break;
    case 'listed':
      judgeListed(sight, seen, user, tell);
      break;
    case 'shown.unread':
    case 'shown.total':
      if (!(seen.count >= 0)) tell('D13', `${seen.device} shows ${seen.count} unread`, seen);
      break;
  }
}

function call(
  sight: Sight,
  seen: Observation & { readonly device: string; readonly to: string },
  kind: string,
  tell: Tell,
): void {
  const name = `${seen.to} ${kind}`;
  const before = sight.calls.get(name);
  if (before) tell('D12', `${seen.device}: a second call of ${kind} of ${seen.to} in one connection`, before, seen);
  const news = sight.news.get(seen.to);
  if (news) tell('D12', `${seen.device}: a call of ${kind} of ${seen.to} after a new message of it`, news, seen);
  sight.calls.set(name, seen);
}

/** Once; and once more where the process ended just then. */
function report(sight: Sight, seen: Observation & { device: string; to: string }, entry: Entry, tell: Tell): void {
  const key = `${seen.to} ${entry.seq}`;
  const before = sight.reports.get(key);
  const crashedAt = before && sight.crashes[before.life];
  const wasInterrupted = before && crashedAt !== undefined && crashedAt - before.by.at <= reportingMs;
  if (before && !wasInterrupted)
    tell('D10', `${seen.device} reports place ${entry.seq} of ${seen.to} again`, before.by, seen);
  sight.reports.set(key, { by: seen, life: sight.crashes.length });
}

/** Nothing twice, in order, and what others wrote came by one of the ways there are. */
function judgeListed(sight: Sight, seen: Extract<Observation, { type: 'listed' }>, user: string, tell: Tell): void {
  const { device, to, entries } = seen;
  const ids = new Set<string>();
  for (const [at, { seq, id, from, what }] of entries.entries()) {
    const before = entries[at - 1]?.seq ?? 0;
    if (what.kind !== 'event' && ids.has(`${from} ${id}`)) tell('D10', `${device} lists ${id} of ${to} twice`, seen);
    ids.add(`${from} ${id}`);
    if (seq <= before) tell('D6', `${device} lists place ${seq} of ${to} after place ${before}`, seen);
    if (from === user || sight.reports.has(`${to} ${seq}`) || sight.roamed.has(to) || sight.paged.has(to)) continue;
    tell('D12', `${device} lists place ${seq} of ${to} and never told of it`, seen);
  }
}
