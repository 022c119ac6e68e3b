import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { check } from './check.js';
import { lineOf, readHistory } from './lines.js';
import { acknowledged, begun, changed, device, fresh, listed, pair, rest, type Seen, said, story } from './story.js';

type Told = readonly Seen[];

const rowsOf = (...seen: Told): string[] =>
  check(story(...seen), { leastAcknowledged: 0 })
    .broken.map(({ row }) => row)
    .sort();

/** Ann has said two things, and Bob's two devices were there. */
const cast: Told = [...device('ann-1'), ...device('bob-1'), ...device('bob-2')];
const talk: Told = [
  begun(1),
  acknowledged(1),
  fresh(said(1)),
  fresh(said(1), 'bob-2'),
  begun(2),
  acknowledged(2),
  fresh(said(2)),
  fresh(said(2), 'bob-2'),
];
const both = [said(1), said(2)];
const calm: Told = [
  rest('ann-1', 'bob-1', 'bob-2'),
  listed('ann-1', 0, both),
  listed('bob-1', 2, both),
  listed('bob-2', 2, both),
];

it('a history in which everything was kept breaks no row', () => {
  const report = check(story(...cast, ...talk, ...calm), { leastAcknowledged: 2 });
  expect(report.broken).toEqual([]);
  expect(report.summary).toMatchObject({ begun: 2, acknowledged: 2, lost: 0, doubled: 0, outOfOrder: 0, shown: 4 });
});

it('almost nothing acknowledged, or nothing looked at, is no proof', () => {
  expect(check(story(...cast, ...talk, ...calm)).broken).toMatchObject([{ row: 'minimum' }]);
  expect(check(story(...cast, ...talk), { leastAcknowledged: 2 }).broken).toMatchObject([{ row: 'minimum' }]);
});

it('[D1] what was acknowledged and no device has at rest is lost', () => {
  const report = check(
    story(
      ...cast,
      ...talk,
      begun(3),
      acknowledged(3),
      rest('ann-1', 'bob-1'),
      listed('ann-1', 0, both),
      listed('bob-1', 2, both),
    ),
  );
  expect(report.broken[0]).toMatchObject({ row: 'D1', events: [{ type: 'send.acknowledged', id: 'm3' }, {}] });
  expect(report.summary.lost).toBe(1);
});

it('[D1] a place that was acknowledged and holds another message afterwards is broken', () => {
  expect(rowsOf(...cast, begun(1), acknowledged(1), begun(9), fresh(said(1, 'ann', { id: 'm9' })))).toContain('D1');
});

it('[D2] a refused message that is shown is broken', () => {
  const refused: Told = [begun(1), { type: 'send.refused', device: 'ann-1', id: 'm1', code: 'SILENCED' }];
  expect(rowsOf(...cast, ...refused, fresh(said(1)))).toContain('D2');
});

it('[D3] an unknown outcome is counted apart, and may stand in the log once', () => {
  const unknown: Told = [begun(3), { type: 'send.unknown', device: 'ann-1', id: 'm3' }];
  const report = check(story(...cast, ...unknown, fresh(said(1, 'ann', { id: 'm3', what: said(3).what }))));
  expect(report.summary).toMatchObject({ acknowledged: 0, unknown: 1, unknownKept: 1 });
  expect(report.broken.map(({ row }) => row)).toEqual(['minimum']);
  const twice = [1, 2].map((seq) => fresh(said(seq, 'ann', { id: 'm3', what: said(3).what })));
  expect(rowsOf(...cast, ...unknown, ...twice)).toContain('D4');
});

it('[D4] an id at two places is broken, and so is an id that was acknowledged twice differently', () => {
  expect(rowsOf(...cast, ...talk, fresh(said(3, 'ann', { id: 'm1', what: said(1).what })))).toContain('D4');
  expect(rowsOf(...cast, begun(1), acknowledged(1), acknowledged(1, 'ann-1', 5))).toContain('D4');
});

it('[D4] an id that comes again is answered alike with the same body, and refused with another', () => {
  const again = (isSame: boolean, answer: number | string): Seen => ({
    type: 'repeated',
    device: 'ann-1',
    id: 'm1',
    isSame,
    answer,
  });
  expect(rowsOf(...cast, ...talk, again(true, 1), again(false, 'ID_REUSED'), ...calm)).toEqual([]);
  expect(rowsOf(...cast, ...talk, again(true, 2), ...calm)).toEqual(['D4']);
  expect(rowsOf(...cast, ...talk, again(true, 'ID_REUSED'), ...calm)).toEqual(['D4']);
  expect(rowsOf(...cast, ...talk, again(false, 1), ...calm)).toEqual(['D4']);
});

it('[D5] what nobody sent, what he said otherwise, or from no member is invented', () => {
  expect(rowsOf(...cast, fresh(said(1)))).toContain('D5');
  expect(rowsOf(...cast, begun(1), fresh(said(1, 'ann', { what: { kind: 'message', text: 'other' } })))).toContain(
    'D5',
  );
  expect(rowsOf(...cast, begun(1, 'ann cleo'), fresh(said(1)))).toContain('D5');
  const group: Told = [
    ...device('cleo-1'),
    fresh(changed(1, 'created', ['ann', 'bob']), 'bob-1', 'group 7'),
    begun(2, 'group 7', 'cleo-1'),
    fresh(said(2, 'cleo'), 'bob-1', 'group 7'),
  ];
  expect(rowsOf(...cast, ...group)).toContain('D5');
});

it('[D6] two devices that show different messages at one place, a list out of order, and a hole nobody made are broken', () => {
  const other = said(1, 'ann', { id: 'm9', what: said(9).what });
  expect(rowsOf(...cast, begun(1), begun(9), fresh(said(1)), fresh(other, 'bob-2'))).toContain('D6');
  expect(rowsOf(...cast, ...talk, listed('bob-1', 2, [said(2), said(1)]))).toContain('D6');
  const late = [said(1), said(2), said(4)];
  const holed: Told = [begun(4), acknowledged(4), fresh(said(4)), rest('bob-1'), listed('bob-1', 3, late)];
  expect(rowsOf(...cast, ...talk, ...holed)).toEqual(['D6']);
});

it('[D7] who began after an acknowledgement stands after it', () => {
  expect(rowsOf(...cast, begun(2), acknowledged(2), begun(1, pair, 'bob-1'), acknowledged(1, 'bob-1'))).toContain('D7');
});

it('[D8] messages of one device keep the order in which they were ready, but for those that wait for an upload', () => {
  const swapped = (more: object): Told => [begun(2, pair, 'ann-1', more), begun(1), acknowledged(1), acknowledged(2)];
  expect(rowsOf(...cast, ...swapped({}))).toContain('D8');
  expect(rowsOf(...cast, ...swapped({ waits: true }))).not.toContain('D8');
});

it('[D9] times that fall as places rise are broken', () => {
  expect(rowsOf(...cast, ...talk, begun(3), fresh(said(3, 'ann', { time: 1 })))).toContain('D9');
});

it('[D10] a second report is broken, unless the process ended just then; and so is a second line in the list', () => {
  expect(rowsOf(...cast, ...talk, fresh(said(1)))).toContain('D10');
  const crashed: Told = [begun(1), fresh(said(1)), { type: 'crashed', device: 'bob-1' }, fresh(said(1))];
  expect(rowsOf(...cast, ...crashed)).not.toContain('D10');
  expect(rowsOf(...cast, ...talk, listed('bob-1', 2, [said(1), said(1)]))).toContain('D10');
});

it('[D10] what was removed does not come back', () => {
  const removed: Told = [
    { type: 'remove.begun', device: 'bob-1', to: pair },
    { type: 'remove.done', device: 'bob-1', to: pair },
  ];
  expect(rowsOf(...cast, ...talk, ...removed, rest('bob-1'), listed('bob-1', 0, both))).toContain('D10');
  expect(rowsOf(...cast, ...talk, ...removed, rest('bob-1'), listed('bob-1', 0, []))).not.toContain('D11');
});

it('[D11] a device that lacks at rest what another has, or has no list at all, is broken', () => {
  const at: Told = [rest('ann-1', 'bob-1'), listed('ann-1', 0, both)];
  expect(rowsOf(...cast, ...talk, ...at, listed('bob-1', 1, [said(1)]))).toContain('D11');
  expect(rowsOf(...cast, ...talk, ...at)).toContain('D11');
});

it('[D12] a second call, a call after a new message, and a message of which nobody told are broken', () => {
  const call = (seq: number): Seen => ({
    type: 'shown.offline',
    device: 'bob-1',
    to: pair,
    kind: 'messages',
    entries: [said(seq)],
  });
  expect(rowsOf(...cast, begun(1), begun(2), call(1), call(2))).toContain('D12');
  expect(rowsOf(...cast, begun(1), begun(2), fresh(said(1)), call(2))).toContain('D12');
  expect(rowsOf(...cast, begun(1), begun(2), call(1), { type: 'connected', device: 'bob-1' }, call(2))).toEqual([
    'minimum',
  ]);
  expect(rowsOf(...cast, begun(1), acknowledged(1), listed('bob-1', 1, [said(1)]))).toContain('D12');
});

it('[D13] a count that the log does not have, that differs between devices, or is negative is broken', () => {
  const counting = (one: number, other: number): Told => [
    rest('ann-1', 'bob-1', 'bob-2'),
    listed('ann-1', 0, both),
    listed('bob-1', one, both),
    listed('bob-2', other, both),
  ];
  expect(rowsOf(...cast, ...talk, ...counting(2, 2))).toEqual([]);
  expect(rowsOf(...cast, ...talk, ...counting(3, 3))).toEqual(['D13']);
  expect(rowsOf(...cast, ...talk, ...counting(2, 1))).toEqual(['D13']);
  expect(rowsOf(...cast, { type: 'shown.total', device: 'bob-1', count: -1 })).toContain('D13');
});

it('[D13] who was removed keeps counting what was taken back after that, and a member does not', () => {
  const group = 'group 7';
  const made: Told = [
    fresh(changed(1, 'created', ['ann', 'bob']), 'bob-1', group),
    begun(2, group),
    acknowledged(2),
    fresh(said(2), 'bob-1', group),
  ];
  const taken: Told = [
    { type: 'retract.begun', device: 'ann-1', to: group, id: 'm2' },
    { type: 'retract.confirmed', device: 'ann-1', to: group, id: 'm2' },
    rest('bob-1'),
  ];
  const removed = changed(3, 'members_removed', ['bob']);
  const seen = [changed(1, 'created', ['ann', 'bob']), said(2)];
  const left: Told = [fresh(removed, 'bob-1', group), ...taken, listed('bob-1', 1, [...seen, removed], group)];
  expect(rowsOf(...cast, ...made, ...left)).toEqual([]);
  const prompt = said(2, 'ann', { what: { kind: 'prompt' } });
  const present = (unread: number): Told => [
    ...taken,
    listed('bob-1', unread, [changed(1, 'created', ['ann', 'bob']), prompt], group),
  ];
  expect(rowsOf(...cast, ...made, ...present(0))).toEqual([]);
  expect(rowsOf(...cast, ...made, ...present(1))).toEqual(['D13']);
});

const readTwo: Told = [
  { type: 'read.begun', device: 'bob-1', to: pair },
  { type: 'read.done', device: 'bob-1', to: pair },
];

it('[D14] what was read is not unread again', () => {
  const shown = both.map((entry) => ({ ...entry, isRead: entry.seq < 2 }));
  const rows = rowsOf(...cast, ...talk, ...readTwo, rest('bob-2'), listed('bob-2', 1, shown));
  expect(rows).toEqual(['D13', 'D14']);
  const known = both.map((entry) => ({ ...entry, isRead: true }));
  expect(rowsOf(...cast, ...talk, ...readTwo, rest('bob-2'), listed('bob-2', 0, known))).toEqual([]);
});

it('[D15] readers are the recipients, whom nobody invents or forgets, and only who asked is told', () => {
  const asking: Told = [begun(1, pair, 'ann-1', { asksReceipt: true }), acknowledged(1), fresh(said(1))];
  const told = (read: string[], unread: string[], name = 'ann-1'): Seen => ({
    type: 'receipts',
    device: name,
    to: pair,
    id: 'm1',
    read,
    unread,
  });
  const marked: Told = [
    { type: 'mark.begun', device: 'bob-1', to: pair, id: 'm1' },
    { type: 'mark.done', device: 'bob-1', to: pair, id: 'm1' },
    rest('ann-1'),
    listed('ann-1', 0, [said(1)]),
  ];
  expect(rowsOf(...cast, ...asking, told([], ['bob']))).not.toContain('D15');
  expect(rowsOf(...cast, ...asking, told(['bob'], []))).toContain('D15');
  expect(rowsOf(...cast, ...asking, told([], []))).toContain('D15');
  expect(rowsOf(...cast, ...asking, ...marked, told([], ['bob']))).toContain('D15');
  expect(rowsOf(...cast, ...asking, ...marked, told(['bob'], []))).toEqual([]);
  expect(rowsOf(...cast, ...asking, told([], ['bob'], 'bob-1'))).toContain('D15');
});

it('[D16] what was taken back is not listed at rest, answered, or given to a new device', () => {
  const taken: Told = [
    { type: 'retract.begun', device: 'ann-1', to: pair, id: 'm2' },
    { type: 'retract.confirmed', device: 'ann-1', to: pair, id: 'm2' },
  ];
  const prompt = said(2, 'ann', { what: { kind: 'prompt' } });
  expect(rowsOf(...cast, ...talk, ...taken, rest('bob-1'), listed('bob-1', 1, both))).toEqual(['D16']);
  expect(rowsOf(...cast, ...talk, ...taken, rest('bob-1'), listed('bob-1', 1, [said(1), prompt]))).toEqual([]);
  const answered: Seen = {
    type: 'answered',
    device: 'bob-1',
    by: 'search',
    askedAt: 1e9,
    entries: [{ to: pair, entry: said(2) }],
  };
  expect(rowsOf(...cast, ...talk, ...taken, answered)).toContain('D16');
  expect(rowsOf(...cast, ...talk, ...taken, ...device('bob-3'), fresh(said(2), 'bob-3'))).toContain('D16');
  expect(rowsOf(...cast, ...talk, rest('bob-1'), listed('bob-1', 1, [said(1), prompt]))).toContain('D16');
});

it('[D17] who was removed sees his removal and nothing after, and who joins nothing before', () => {
  const group = 'group 7';
  const made: Told = [
    ...device('cleo-1'),
    fresh(changed(1, 'created', ['ann', 'bob']), 'bob-1', group),
    fresh(changed(2, 'members_removed', ['bob']), 'bob-1', group),
    begun(3, group),
    acknowledged(3),
    fresh(changed(4, 'members_added', ['cleo']), 'cleo-1', group),
  ];
  expect(rowsOf(...cast, ...made)).not.toContain('D17');
  expect(rowsOf(...cast, ...made, fresh(said(3), 'bob-1', group))).toContain('D17');
  expect(rowsOf(...cast, ...made, fresh(said(3), 'cleo-1', group))).toContain('D17');
});

it('[D18] a command is heard once, by whom it is for, from who said it', () => {
  const sent: Told = [{ type: 'command.sent', device: 'ann-1', to: pair, data: 'x' }];
  const heard = (name: string, from = 'ann', data = 'x'): Seen => ({
    type: 'command.heard',
    device: name,
    from,
    data,
  });
  expect(rowsOf(...cast, ...sent, heard('bob-1'), heard('bob-2'))).not.toContain('D18');
  expect(rowsOf(...cast, ...sent, heard('bob-1'), heard('bob-1'))).toContain('D18');
  expect(rowsOf(...cast, ...sent, heard('bob-1', 'bob'))).toContain('D18');
  expect(rowsOf(...cast, ...sent, heard('bob-1', 'ann', 'y'))).toContain('D18');
  expect(rowsOf(...cast, ...device('cleo-1'), ...sent, heard('cleo-1'))).toContain('D18');
});

it('[D19] what is not kept shows only to who was there', () => {
  const sent: Told = [begun(1, pair, 'ann-1', { isUnkept: true }), acknowledged(1), fresh(said(1))];
  expect(rowsOf(...cast, ...sent, rest('bob-1', 'bob-2'), listed('bob-1', 0, [said(1)]))).toEqual([]);
  expect(rowsOf(...cast, ...sent, listed('bob-2', 0, [said(1)]))).toContain('D19');
});

it('[D20] soon after the last fault everybody is back, and nothing waits', () => {
  const over: Told = [{ type: 'fault', name: 'cut' }, { type: 'offline', device: 'bob-1' }, { type: 'calm' }];
  const back: Told = [
    { type: 'connected', device: 'bob-1' },
    { type: 'online', device: 'bob-1' },
  ];
  const end: Told = [rest('bob-1'), listed('bob-1', 2, both)];
  expect(rowsOf(...cast, ...talk, ...over, ...back, ...end)).toEqual([]);
  expect(rowsOf(...cast, ...talk, ...over, ...end)).toEqual(['D20']);
  expect(rowsOf(...cast, ...talk, begun(3), ...calm)).toEqual(['D20']);
});

it('[D20] what a device had stored when its process ended is delivered or refused by the time of rest', () => {
  const kept: Told = [begun(3), { type: 'send.kept', device: 'ann-1', id: 'm3' }];
  const dies: Told = [
    { type: 'crashed', device: 'ann-1' },
    { type: 'connected', device: 'ann-1' },
    { type: 'online', device: 'ann-1' },
  ];
  const refused: Seen = { type: 'send.refused', device: 'ann-1', id: 'm3', code: 'SILENCED' };
  const all = [...both, said(3)];
  const delivered: Told = [rest('ann-1', 'bob-1'), listed('ann-1', 0, all), fresh(said(3)), listed('bob-1', 3, all)];
  expect(rowsOf(...cast, ...talk, ...kept, ...dies, ...calm)).toEqual(['D20']);
  expect(rowsOf(...cast, ...talk, ...kept, ...dies, refused, ...calm)).toEqual([]);
  expect(rowsOf(...cast, ...talk, ...kept, ...dies, acknowledged(3), ...delivered)).toEqual([]);
  // Its answer was stored and not told: it stands in the log.
  expect(rowsOf(...cast, ...talk, ...kept, ...dies, ...delivered)).toEqual([]);
  expect(rowsOf(...cast, ...talk, begun(3), ...dies, ...calm)).toEqual([]);
  expect(rowsOf(...cast, ...talk, ...kept, ...dies, ...device('ann-1'), ...calm)).toEqual([]);
});

it('[D21] the bytes are those that were sent', () => {
  const sent: Told = [begun(1, pair, 'ann-1', { media: 'abc' }), acknowledged(1)];
  expect(rowsOf(...cast, ...sent, { type: 'media', device: 'bob-1', id: 'm1', sha256: 'abc' })).not.toContain('D21');
  expect(rowsOf(...cast, ...sent, { type: 'media', device: 'bob-1', id: 'm1', sha256: 'abd' })).toContain('D21');
});

it('[D22] another application shows nothing, and a guess says no more than an invented one', () => {
  const other: Told = [...device('shop/ann-1'), begun(1, 'bob shop/ann', 'shop/ann-1')];
  expect(rowsOf(...cast, ...other, fresh(said(1, 'shop/ann'), 'bob-1', 'bob shop/ann'))).toContain('D22');
  const guess = (code: string): Seen => ({
    type: 'guess',
    device: 'bob-1',
    of: 'group 7',
    code,
    invented: 'NOT_FOUND',
  });
  expect(rowsOf(...cast, guess('NOT_FOUND'))).not.toContain('D22');
  expect(rowsOf(...cast, guess('FORBIDDEN'))).toContain('D22');
});

it('[D23] after a restore nothing is shown that came after the backup, and all that was acknowledged before is there', () => {
  const server = (did: 'backing-up' | 'backed-up' | 'restored'): Seen => ({ type: 'server', did });
  const saved: Told = [begun(1), acknowledged(1), server('backing-up'), server('backed-up')];
  const restored: Told = [
    server('restored'),
    { type: 'connected', device: 'bob-1' },
    { type: 'online', device: 'bob-1' },
  ];
  const more: Told = [begun(2), acknowledged(2), fresh(said(2))];
  const roaming: Told = [{ type: 'shown.roaming', device: 'bob-1', to: pair }, rest('bob-1')];
  const end = (...seqs: number[]): Told => [
    ...roaming,
    listed(
      'bob-1',
      seqs.length,
      seqs.map((seq) => said(seq)),
    ),
  ];
  expect(rowsOf(...cast, ...saved, ...more, ...restored, ...end(1))).toEqual([]);
  expect(rowsOf(...cast, ...saved, ...more, ...restored, ...end(1, 2))).toContain('D23');
  expect(rowsOf(...cast, ...saved, ...more, ...restored, ...end())).toContain('D1');
  // What was removed up to a place of the earlier history may stay hidden up to it.
  const removed: Told = [
    { type: 'remove.begun', device: 'bob-1', to: pair },
    { type: 'remove.done', device: 'bob-1', to: pair },
  ];
  const later: Told = [begun(3), acknowledged(3, 'ann-1', 2)];
  const ann: Told = [{ type: 'connected', device: 'ann-1' }];
  const hidden: Told = [...removed, ...restored, ...ann, ...later, rest('bob-1'), listed('bob-1', 1, [])];
  expect(rowsOf(...cast, ...saved, ...more, ...hidden)).toEqual([]);
});

it('[D23] of two restores the second forgets what the first history after it had said, and no more', () => {
  const server = (did: 'backing-up' | 'backed-up' | 'restored'): Seen => ({ type: 'server', did });
  const back: Told = ['ann-1', 'bob-1'].flatMap(
    (name): Told => [
      { type: 'connected', device: name },
      { type: 'online', device: name },
    ],
  );
  const backup: Told = [server('backing-up'), server('backed-up')];
  const first: Told = [begun(1), acknowledged(1), ...backup];
  // What waited over the restore was said in the history after it.
  const waits: Told = [begun(2), server('restored'), ...back, acknowledged(2), fresh(said(2))];
  const end = (...entries: ReturnType<typeof said>[]): Told => [
    { type: 'shown.roaming', device: 'bob-1', to: pair },
    rest('bob-1'),
    listed('bob-1', entries.length, entries),
  ];
  const again: Told = [server('restored'), ...back];
  expect(rowsOf(...cast, ...first, ...waits, ...again, ...end(said(1)))).toEqual([]);
  expect(rowsOf(...cast, ...first, ...waits, ...again, ...end(said(1), said(2)))).toContain('D23');
  expect(rowsOf(...cast, ...first, ...waits, ...backup, ...again, ...end(said(1), said(2)))).toEqual([]);
  expect(rowsOf(...cast, ...first, ...waits, ...backup, ...again, ...end(said(1)))).toContain('D1');
});

it('histories of several processes are read as one, also where one ended in the middle of a line', () => {
  const seen = story(...cast, ...talk, ...calm);
  const odd = seen.filter((_, index) => index % 2 === 1).map(lineOf);
  const even = seen.filter((_, index) => index % 2 === 0).map(lineOf);
  expect(readHistory(odd.join(''), `${even.join('')}{"at":99,"ty`)).toEqual(seen);
});

it('[B6] what judges imports nothing but itself', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const imports = files.flatMap((name) => {
    const text = readFileSync(`${import.meta.dirname}/${name}`, 'utf8');
    return [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');
  });
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports.filter((from) => !from.startsWith('./'))).toEqual([]);
});
