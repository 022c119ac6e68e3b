import { type Entry, limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { type Actor, Stage, to } from '../../testing/stage.js';

const wanted = { needReadReceipt: true };
const counts = (actor: Actor) => actor.frames.flatMap(({ t, c, counts }) => (t === 'receipts' ? [[c, counts]] : []));
const marked = (actor: Actor) => actor.frames.flatMap(({ t, c, places }) => (t === 'marked' ? [[c, places]] : []));
const mark = (actor: Actor, c: unknown, ...places: number[]) => actor.ask('receipts.mark', { marks: [[c, places]] });
const names = (cards: unknown) => (cards as { username: string }[]).map(({ username }) => username).sort();

async function tea() {
  const stage = new Stage();
  const cast = await stage.cast('alice', 'robert', 'carol');
  const members = [{ username: 'robert' }, { username: 'carol' }];
  const made = await cast.alice.ask('groups.create', { name: 'Tea', members });
  return { stage, ...cast, group: { group: (made['group'] as { id: string }).id } };
}

it('[S41 S42 P37] a message that asks tells of how many, to its sender and in its entry; one that does not tells nothing', async () => {
  const { stage, alice, robert, group } = await tea();
  const phone = await stage.device('alice', 'ios');
  const id = alice.newId();
  const sent = await alice.say(group, 'who comes?', id, wanted);
  expect(sent).toMatchObject({ seq: 2, recipients: 2 });
  for (const device of [robert, phone])
    expect(device.entries.at(-1)?.entry.body).toMatchObject({ kind: 'message', recipients: 2 });
  expect(await alice.say(to('robert'), 'and you?', undefined, wanted)).toMatchObject({ recipients: 1 });
  expect(await alice.say(group, 'no matter')).not.toHaveProperty('recipients');
  const { r: _, ...again } = await alice.say(group, 'who comes?', id, wanted);
  expect(sent).toMatchObject(again);
  expect(again).toMatchObject({ recipients: 2 });
});

it('[S44 S45 D15 P38] a mark counts once; the sender’s devices learn the number, the reader’s the place', async () => {
  const { stage, alice, robert, carol, group } = await tea();
  const [phone, tablet] = [await stage.device('alice', 'ios'), await stage.device('robert', 'ios')];
  const { c, seq } = await alice.say(group, 'who comes?', undefined, wanted);
  expect(await mark(robert, c, Number(seq))).toMatchObject({ t: 'ok' });
  expect(await mark(tablet, c, Number(seq))).toMatchObject({ t: 'ok' });
  for (const device of [alice, phone]) expect(counts(device)).toEqual([[c, [[seq, 1]]]]);
  for (const device of [robert, tablet]) expect(marked(device)).toEqual([[c, [seq]]]);
  await mark(carol, c, Number(seq));
  expect(counts(alice).at(-1)).toEqual([c, [[seq, 2]]]);
  for (const device of [robert, carol]) expect(counts(device)).toEqual([]);
});

it('[S42 D4 D15 P37] an id that is repeated is answered with how many have read it since, or that it was taken back', async () => {
  const { alice, robert, group } = await tea();
  const id = alice.newId();
  const { r: _, ...sent } = await alice.say(group, 'who comes?', id, wanted);
  expect(sent).not.toHaveProperty('readers');
  await mark(robert, sent['c'], Number(sent['seq']));
  expect(await alice.say(group, 'who comes?', id, wanted)).toMatchObject({ ...sent, recipients: 2, readers: 1 });
  await alice.ask('retract', { to: group, id });
  const again = await alice.say(group, 'who comes?', id, wanted);
  expect(again).toMatchObject({ seq: sent['seq'], isRetracted: true });
  expect(again).not.toHaveProperty('readers');
});

it('[S45 P38] what is marked in one moment is told in one push for each conversation', async () => {
  const { stage, alice, robert, carol, group } = await tea();
  const places: number[] = [];
  for (const text of ['one', 'two', 'three'])
    places.push(Number((await alice.say(group, text, undefined, wanted))['seq']));
  const c = Number(group.group);
  const asked = [robert, carol].map((actor) => actor.begin('receipts.mark', { marks: [[c, places]] }));
  await stage.run(Promise.all(asked));
  expect(counts(alice)).toEqual([[c, places.map((seq) => [seq, 2])]]);
});

it('[Rights D15 P38] refuses marks of strangers, of the sender, of what asks for none; nothing is half done', async () => {
  const { stage, alice, robert, group } = await tea();
  await stage.user('david');
  const david = await stage.device('david');
  const c = Number(group.group);
  const seq = Number((await alice.say(group, 'who comes?', undefined, wanted))['seq']);
  await alice.say(group, 'plain');
  for (const [actor, ...places] of [
    [david, seq],
    [alice, seq],
    [robert, seq + 1],
    [robert, seq, 99],
    [robert, 1],
  ] as const)
    expect(await mark(actor, c, ...places)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await mark(robert, 9_999, 1)).toMatchObject({ code: 'NOT_FOUND' });
  const many = Array.from({ length: limits.receiptsPerCall + 1 }, (_, at) => at + 1);
  expect(await mark(robert, c, ...many)).toMatchObject({ code: 'INVALID' });
  expect(counts(alice)).toEqual([]);
  expect(await mark(robert, c, seq)).toMatchObject({ t: 'ok' });
});

it('[S43 D15 B7 P39] the sender has both lists: the recipients at the place, whoever joined or left since', async () => {
  const { stage, alice, robert, carol, group } = await tea();
  await stage.user('david');
  const david = await stage.device('david');
  const c = Number(group.group);
  const seq = Number((await alice.say(group, 'who comes?', undefined, wanted))['seq']);
  await mark(robert, c, seq);
  await robert.ask('groups.leave', { id: group.group });
  await alice.ask('groups.add_members', { id: group.group, members: [{ username: 'david' }] });
  const list = (actor: Actor, at = seq, more = {}) => actor.ask('receipts.list', { c, seq: at, ...more });
  const lists = await list(alice);
  expect([names(lists['read']), names(lists['unread'])]).toEqual([['robert'], ['carol']]);
  expect(lists).not.toHaveProperty('next');
  const first = await list(alice, seq, { limit: 1 });
  const second = await list(alice, seq, { limit: 1, after: first['next'] });
  const paged = [first, second].flatMap((page) => [...names(page['read']), ...names(page['unread'])]);
  expect(paged.sort()).toEqual(['carol', 'robert']);
  expect(await list(carol)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await list(david)).toMatchObject({ code: 'NOT_FOUND' });
  const plain = Number((await alice.say(group, 'plain'))['seq']);
  expect(await list(alice, plain)).toMatchObject({ code: 'INVALID' });
  expect(await list(alice, 99)).toMatchObject({ code: 'NOT_FOUND' });
  // Who left may still have read what he could.
  await mark(carol, c, seq);
  expect(names((await list(alice))['read'])).toEqual(['carol', 'robert']);
});

it('[B7] the lists of a large group are complete, in pages', async () => {
  const stage = new Stage();
  await stage.application('default', { limits: { sendsBurst: 2_000 } });
  const count = limits.membersPerCall;
  for (const name of ['alice', 'reader']) await stage.user(name);
  for (let at = 0; at < count - 1; at++) await stage.user(`member-${at}`);
  const [alice, reader] = [await stage.device('alice'), await stage.device('reader')];
  const members = ['reader', ...Array.from({ length: count - 1 }, (_, at) => `member-${at}`)];
  const made = await alice.ask('groups.create', { name: 'All', members: members.map((username) => ({ username })) });
  const group = { group: (made['group'] as { id: string }).id };
  const { c, seq, recipients } = await alice.say(group, 'all of you', undefined, wanted);
  expect(recipients).toBe(count);
  await mark(reader, c, Number(seq));
  const all: string[] = [];
  for (let after: unknown = 0; after !== undefined; ) {
    const page = await alice.ask('receipts.list', { c, seq, after, limit: 200 });
    if ((page['read'] as unknown[]).length > 0) expect(names(page['read'])).toEqual(['reader']);
    all.push(...names(page['read']), ...names(page['unread']));
    after = page['next'];
  }
  expect(all.sort()).toEqual([...members].sort());
});

it('[S45 P37] who was away has the last numbers by his cursor, and his marks; who comes anew, with the entries', async () => {
  const { stage, alice, robert, carol, group } = await tea();
  const c = Number(group.group);
  const seq = Number((await alice.say(group, 'who comes?', undefined, wanted))['seq']);
  const cursor = (await alice.ask('sync'))['cursor'];
  const robertsCursor = (await robert.ask('sync'))['cursor'];
  await mark(robert, c, seq);
  await mark(carol, c, seq);
  expect(await alice.ask('sync', { cursor })).toMatchObject({ receipts: [[c, [[seq, 2]]]] });
  expect(await robert.ask('sync', { cursor: robertsCursor })).toMatchObject({ marked: [[c, [seq]]] });
  const later = await alice.ask('delivered', { marks: [] });
  const nothing = await alice.ask('sync', { cursor: later['cursor'] });
  expect([nothing['receipts'], nothing['marked']]).toEqual([undefined, undefined]);
  const [phone, tablet] = [await stage.device('alice', 'ios'), await stage.device('robert', 'ios')];
  expect(await phone.ask('sync')).not.toHaveProperty('receipts');
  const page = await phone.ask('entries', { c, from: 1, to: 9 });
  expect(page).toMatchObject({ receipts: [[seq, 2]] });
  expect(page).not.toHaveProperty('marked');
  expect(await tablet.ask('entries', { c, from: 1, to: 9 })).toMatchObject({ marked: [seq] });
});

it('[P24 (part) P37] receipts of a sync come in pages behind the conversations, each once', async () => {
  const stage = new Stage();
  await stage.application('default', { limits: { sendsBurst: 2_000 } });
  for (const name of ['alice', 'robert']) await stage.user(name);
  const [alice, robert] = [await stage.device('alice'), await stage.device('robert')];
  const { cursor } = await alice.ask('sync');
  const count = limits.pageEntries + 20;
  for (let at = 0; at < count; at += 200) {
    const some = Array.from({ length: Math.min(200, count - at) }, (_, more) => `${at + more}`);
    await stage.run(Promise.all(some.map((text) => alice.text(to('robert'), text, alice.newId(), wanted))));
  }
  const c = robert.entries[0]?.c;
  const places = Array.from({ length: count }, (_, at) => at + 1);
  for (let at = 0; at < count; at += limits.receiptsPerCall)
    await mark(robert, c, ...places.slice(at, at + limits.receiptsPerCall));
  for (const [actor, field] of [
    [alice, 'receipts'],
    [robert, 'marked'],
  ] as const) {
    const told: number[] = [];
    let page = await actor.ask('sync', { cursor });
    for (;;) {
      for (const [, of] of (page[field] as [number, (number | [number, number])[]][] | undefined) ?? [])
        told.push(...of.map((one) => (typeof one === 'number' ? one : one[0])));
      if (page['next'] === undefined) break;
      page = await actor.ask('sync', { cursor, next: page['next'] });
    }
    expect(told.sort((a, b) => a - b)).toEqual(places);
  }
});

it('[D15 D16] of what was taken back nobody is told more', async () => {
  const { alice, robert, carol, group } = await tea();
  const id = alice.newId();
  const { c, seq } = await alice.say(group, 'who comes?', id, wanted);
  await mark(robert, c, Number(seq));
  await alice.ask('retract', { to: group, id });
  expect(await mark(carol, c, Number(seq))).toMatchObject({ t: 'ok' });
  expect(counts(alice)).toHaveLength(1);
  expect(await alice.ask('receipts.list', { c, seq })).toMatchObject({ code: 'INVALID' });
  const page = await carol.ask('entries', { c, from: 1, to: 9 });
  expect((page['entries'] as Entry[])[1]?.body).not.toHaveProperty('recipients');
});
