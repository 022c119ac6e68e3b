import { type Entry, type Observation, singleOf, type Untimed } from './observation.js';

export type Seen = Untimed;

/** Lines up observations a second apart. */
export const story = (...seen: readonly Seen[]): Observation[] =>
  seen.map((one, index) => ({ ...one, at: (index + 1) * 1_000 }) as Observation);

export const pair = singleOf('ann', 'bob');

/** What `from` said at a place, as it is shown. */
export const said = (seq: number, from = 'ann', more: Partial<Entry> = {}): Entry => ({
  seq,
  id: `m${seq}`,
  sid: `${seq}`,
  from,
  time: seq,
  what: { kind: 'message', text: `text ${seq}` },
  ...more,
});

/** A change of the group, as it is shown. */
export const changed = (seq: number, event: string, members: readonly string[]): Entry => ({
  seq,
  id: `e${seq}`,
  sid: `${seq}`,
  from: 'ann',
  time: seq,
  what: { kind: 'event', event, members },
});

export const device = (name: string, user = name.split('-')[0] ?? name): Seen[] => [
  { type: 'device', device: name, user },
  { type: 'connected', device: name },
  { type: 'online', device: name },
];

export const begun = (seq: number, to = pair, name = 'ann-1', more: object = {}): Seen => ({
  type: 'send.begun',
  device: name,
  to,
  id: `m${seq}`,
  text: `text ${seq}`,
  ...more,
});
export const acknowledged = (seq: number, name = 'ann-1', at = seq): Seen => ({
  type: 'send.acknowledged',
  device: name,
  id: `m${seq}`,
  seq: at,
  sid: `${at}`,
  time: at,
});
export const fresh = (entry: Entry, name = 'bob-1', to = pair): Seen => ({
  type: 'shown.new',
  device: name,
  to,
  entry,
});
export const rest = (...devices: readonly string[]): Seen => ({ type: 'rest', devices });
export const listed = (name: string, unread: number, entries: readonly Entry[], to = pair): Seen => ({
  type: 'listed',
  device: name,
  to,
  entries,
  unread,
});
