import type { History, Seen, Shown } from './history.js';

/** What a history comes to. The three lists are empty where everything was kept. */
export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged, and not where its acknowledgement said, on some device that lists the conversation. */
  readonly lost: readonly string[];
  /** One id at two places, shown twice, or nobody's message. */
  readonly doubled: readonly string[];
  /** A hole, a time that falls, one device's messages in another order, or devices that disagree. */
  readonly outOfOrder: readonly string[];
}

type Sent = Extract<Seen, { type: 'send.begun' }>;
type Listed = Extract<Seen, { type: 'listed' }>;

/** Judges a workload at rest from what was seen of it from outside. `keepsOrder: false` where the fault itself reorders frames on their way. */
export function judge({ seen }: History, { keepsOrder = true } = {}): Verdict {
  const sent = new Map(seen.flatMap((one) => (one.type === 'send.begun' ? [[one.id, one] as const] : [])));
  const userOf = new Map(seen.flatMap((one) => (one.type === 'device' ? [[one.device, one.user] as const] : [])));
  const listed = seen.filter((one) => one.type === 'listed');
  const acknowledged = seen.filter((one) => one.type === 'send.acknowledged');
  const lost: string[] = [];
  const doubled: string[] = [];
  const outOfOrder: string[] = [];

  for (const list of listed) {
    const places = new Set<number>();
    const ids = new Set<string>();
    for (const entry of list.entries) {
      const name = `${list.device} at ${list.to} ${entry.seq}`;
      if (places.has(entry.seq) || ids.has(entry.id)) doubled.push(`${name}: listed twice`);
      places.add(entry.seq);
      ids.add(entry.id);
      if (isInvented(entry, list.to, sent.get(entry.id), userOf))
        doubled.push(`${name}: '${entry.text}' was never sent there`);
    }
    outOfOrder.push(...disorder(list));
    if (keepsOrder) outOfOrder.push(...overtaken(list, sent));
  }
  outOfOrder.push(...disagreements(listed));
  doubled.push(...shownTwice(seen));

  for (const { id, seq } of acknowledged) {
    const { to } = sent.get(id) as Sent;
    for (const list of listed)
      if (
        list.to === to &&
        list.entries[seq - 1]?.id !== id &&
        !list.entries.some((one) => one.id === id && one.seq === seq)
      )
        lost.push(`${id}, acknowledged at ${to} ${seq}, is not on ${list.device}`);
    if (!listed.some((list) => list.to === to)) lost.push(`${id}: nobody lists ${to}`);
  }
  return { acknowledged: acknowledged.length, lost, doubled, outOfOrder };
}

/** What was sent by these devices stands there as it was sent; events of a group are the server's. */
function isInvented(
  { text, from }: Shown,
  to: string,
  begun: Sent | undefined,
  userOf: ReadonlyMap<string, string>,
): boolean {
  return text !== 'event' && (begun?.to !== to || begun.text !== text || userOf.get(begun.device) !== from);
}

/** D6 and D9: places are 1..n in the order of the list, and times never fall. */
function disorder({ device, to, entries }: Listed): string[] {
  return entries.flatMap(({ seq, time }, at) => {
    const before = entries[at - 1];
    if (seq !== at + 1) return [`${device}: place ${seq} of ${to} stands at ${at + 1}`];
    return before && before.time > time ? [`${device}: time falls at ${to} ${seq}`] : [];
  });
}

/** D8: what one device sent into a conversation stands in the order of sending. */
function overtaken({ device, to, entries }: Listed, sent: ReadonlyMap<string, Sent>): string[] {
  const rank = new Map([...sent.keys()].map((id, at) => [id, at]));
  const last = new Map<string, number>();
  return entries.flatMap(({ id, seq }) => {
    const by = sent.get(id)?.device;
    if (by === undefined) return [];
    const mine = rank.get(id) ?? 0;
    const before = last.get(by) ?? -1;
    last.set(by, mine);
    return mine < before ? [`${device}: ${to} ${seq} was overtaken`] : [];
  });
}

/** D6: the same at each place on every device. */
function disagreements(listed: readonly Listed[]): string[] {
  const first = new Map<string, Listed>();
  return listed.flatMap((list) => {
    const other = first.get(list.to);
    if (!other) {
      first.set(list.to, list);
      return [];
    }
    if (other.entries.length !== list.entries.length)
      return [`${list.device} has ${list.entries.length} of ${list.to}, ${other.device} ${other.entries.length}`];
    return list.entries.flatMap(({ id, seq, text }, at) => {
      const same = other.entries[at];
      return same?.id === id && same.text === text ? [] : [`${list.to} ${seq} is another on ${list.device}`];
    });
  });
}

/** D10: one device tells of a message once. */
function shownTwice(seen: readonly Seen[]): string[] {
  const told = new Set<string>();
  return seen.flatMap((one) =>
    one.type !== 'shown'
      ? []
      : one.entries.flatMap(({ id }) => {
          const key = `${one.device} ${one.to} ${id}`;
          if (told.has(key)) return [`${one.device} was told twice of ${id}`];
          told.add(key);
          return [];
        }),
  );
}
