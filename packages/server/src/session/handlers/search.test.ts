import type { Entry } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { type Actor, gist, Stage, to } from '../../testing/stage.js';

interface Found {
  readonly hits: { readonly c: number; readonly entry: Entry }[];
  readonly next?: string;
}
const search = async (actor: Actor, text: string, more: object = {}) =>
  (await actor.ask('search', { text, ...more })) as unknown as Found;
const found = async (actor: Actor, text: string, more: object = {}) =>
  (await search(actor, text, more)).hits.map(({ entry }) => gist(entry));
const code = async (actor: Actor, fields: object) => (await actor.ask('search', fields)).code;
const content = (actor: Actor, target: object, what: object) =>
  actor.ask('send', { to: target, message: { id: actor.newId(), content: what } });

async function group(owner: Actor, ...members: string[]): Promise<{ group: string }> {
  const made = await owner.ask('groups.create', { name: 'G', members: members.map((username) => ({ username })) });
  return { group: (made['group'] as { id: string }).id };
}

it('[B11 P70] finds Chinese, words and phrases in all conversations, newest first, as soon as they are acknowledged', async () => {
  const { jane, rick, mona } = await new Stage().cast('jane', 'rick', 'mona');
  const garden = await group(jane, 'rick', 'mona');
  await jane.say(to('rick'), '我们明天见');
  await rick.say(garden, '明天下雨');
  await mona.say(to('jane'), 'Tomorrow, 明 天');
  await jane.say(to('rick'), 'tomorrow evening');
  expect(await found(jane, '天')).toEqual(['Tomorrow, 明 天', '明天下雨', '我们明天见']);
  expect(await found(jane, '明天')).toEqual(['明天下雨', '我们明天见']);
  expect(await found(rick, 'TOMORROW')).toEqual(['tomorrow evening']);
  expect(await found(rick, 'tomorrow eve')).toEqual(['tomorrow evening']);
  expect(await found(mona, '明天')).toEqual(['明天下雨']);
  expect(await found(jane, 'yesterday')).toEqual([]);
});

it('[B11 P70] looks in one conversation where it is told to', async () => {
  const { jane, rick } = await new Stage().cast('jane', 'rick', 'mona');
  const garden = await group(jane, 'rick', 'mona');
  await jane.say(to('rick'), 'tea for two');
  await jane.say(garden, 'tea for all');
  expect(await found(rick, 'tea', { in: garden })).toEqual(['tea for all']);
  expect(await found(rick, 'tea', { in: to('jane') })).toEqual(['tea for two']);
  expect(await code(rick, { text: 'tea', in: to('mona') })).toBe('NOT_FOUND');
  expect(await code(rick, { text: 'tea', in: to('nobody') })).toBe('NOT_FOUND');
  expect(await code(rick, { text: 'tea', in: { group: '999' } })).toBe('NOT_FOUND');
});

it('[B11 P71] reads texts, names of files and addresses; no events, custom data or what is not kept', async () => {
  const { jane, rick } = await new Stage().cast('jane', 'rick');
  const garden = await group(jane, 'rick');
  await content(jane, to('rick'), {
    type: 'location',
    latitude: 1,
    longitude: 2,
    scale: 1,
    address: '人民公园 tea house',
  });
  await content(jane, to('rick'), { type: 'custom', kind: 'text', data: { text: 'tea' } });
  await content(jane, to('rick'), { type: 'tea', text: 'tea' });
  await jane.say(to('rick'), 'tea', jane.newId(), { saveOffline: false });
  await jane.ask('groups.update', { id: garden.group, name: 'tea' });
  const { hits } = await search(rick, 'tea');
  expect(hits.map(({ entry }) => entry.body)).toMatchObject([
    { kind: 'message', message: { content: { address: '人民公园 tea house' } } },
  ]);
  expect((await search(rick, '公园')).hits).toEqual(hits);
});

it('[B11 P70] gives pages that join without gap or repeat', async () => {
  const stage = new Stage();
  const { jane, rick } = await stage.cast('jane', 'rick', 'mona');
  const garden = await group(jane, 'rick', 'mona');
  const said: string[] = [];
  for (let n = 0; n < 12; n++) {
    said.unshift(`tea ${n}`);
    await jane.say(n % 3 ? to('rick') : garden, `tea ${n}`);
  }
  const pages: string[][] = [];
  for (let before: string | undefined; ; ) {
    const page = await search(rick, 'tea', { limit: 5, ...(before && { before }) });
    pages.push(page.hits.map(({ entry }) => gist(entry)));
    before = page.next;
    if (before === undefined) break;
  }
  expect(pages.flat()).toEqual(said);
  expect(pages.slice(0, 2).map(({ length }) => length)).toEqual([5, 5]);
  const [third] = (await search(rick, 'tea 9')).hits;
  expect(await found(rick, 'tea', { before: third?.entry.sid, limit: 1 })).toEqual(['tea 8']);
});

it('[B11 P70] an answer stays below what one may hold, and tells where to go on', async () => {
  const { jane, rick } = await new Stage().cast('jane', 'rick');
  for (let n = 0; n < 30; n++) await jane.say(to('rick'), `tea ${'茶'.repeat(3_990)}`);
  const first = await search(rick, 'tea', { limit: 100 });
  expect(first.hits.length).toBeGreaterThan(10);
  expect(JSON.stringify(first).length).toBeLessThan(256 * 1024);
  const rest = await search(rick, 'tea', { limit: 100, before: first.next });
  expect(first.hits.length + rest.hits.length).toBe(30);
  expect(rest.next).toBeUndefined();
});

it('[Rights D17 B11 P70] only what membership lets one see is found', async () => {
  const { jane, rick, mona } = await new Stage().cast('jane', 'rick', 'mona', 'stranger');
  const garden = await group(jane, 'mona');
  await jane.say(garden, 'tea before');
  await jane.ask('groups.add_members', { id: garden.group, members: [{ username: 'rick' }] });
  await jane.say(garden, 'tea during');
  await jane.ask('groups.remove_members', { id: garden.group, members: [{ username: 'rick' }] });
  await jane.say(garden, 'tea after');
  await jane.say(to('mona'), 'tea between us');
  expect(await found(rick, 'tea')).toEqual(['tea during']);
  expect(await found(rick, 'tea', { in: garden })).toEqual(['tea during']);
  expect(await found(mona, 'tea', { in: garden })).toEqual(['tea after', 'tea during', 'tea before']);
  await jane.ask('groups.add_members', { id: garden.group, members: [{ username: 'rick' }] });
  await jane.say(garden, 'tea again');
  expect(await found(rick, 'tea')).toEqual(['tea again', 'tea during']);
});

it('[Rights D17 P32] to a stranger a group does not exist, and he finds nothing of it', async () => {
  const { jane, stranger } = await new Stage().cast('jane', 'rick', 'stranger');
  const garden = await group(jane, 'rick');
  await jane.say(garden, 'tea');
  expect(await found(stranger, 'tea')).toEqual([]);
  expect(await code(stranger, { text: 'tea', in: garden })).toBe('NOT_FOUND');
});

it('[Rights D22] nothing of another application is found', async () => {
  const stage = new Stage();
  const { jane } = await stage.cast('jane', 'rick');
  const garden = await group(jane, 'rick');
  await jane.say(garden, 'tea');
  await jane.say(to('rick'), 'tea');
  await stage.application('other');
  await stage.user('jane', 'other');
  const elsewhere = await stage.device('jane', 'web', 'other');
  expect(await found(elsewhere, 'tea')).toEqual([]);
  expect(await code(elsewhere, { text: 'tea', in: garden })).toBe('NOT_FOUND');
  expect(await code(elsewhere, { text: 'tea', in: { user: 'rick', appKey: 'default' } })).toBe('NOT_FOUND');
});

it('[S39 D16 B11] what was taken back is found no more, from its answer on, also after a restart', async () => {
  const stage = new Stage();
  const { jane, rick } = await stage.cast('jane', 'rick');
  const id = jane.newId();
  await jane.say(to('rick'), 'secret tea', id);
  await jane.say(to('rick'), 'other tea');
  expect(await found(rick, 'tea')).toEqual(['other tea', 'secret tea']);
  await jane.ask('retract', { to: to('rick'), id });
  for (const one of [jane, rick]) expect(await found(one, 'tea')).toEqual(['other tea']);
  expect(await found(jane, 'secret')).toEqual([]);
  stage.restart();
  const again = await stage.device('rick');
  await stage.pass(1_000);
  expect(await found(again, 'tea')).toEqual(['other tea']);
});

it('[O4 B11] finds after a restart what was said before it', async () => {
  const stage = new Stage();
  const { jane } = await stage.cast('jane', 'rick');
  for (let n = 0; n < 20; n++) await jane.say(to('rick'), `tea ${n}`);
  stage.restart();
  const rick = await stage.device('rick');
  await stage.pass(1_000);
  expect(await found(rick, 'tea 7')).toEqual(['tea 7']);
  expect(await found(rick, 'tea', { limit: 100 })).toHaveLength(20);
});

it('[Load P72] searches are bounded in size and rate', async () => {
  const stage = new Stage();
  const { jane } = await stage.cast('jane', 'rick');
  for (const fields of [
    { text: '' },
    { text: ' \u200b\n' },
    { text: 'x'.repeat(201) },
    { text: '\ud800' },
    { text: 7 },
    { text: 'x', limit: 0 },
    { text: 'x', limit: 101 },
    { text: 'x', limit: 1.5 },
    { text: 'x', before: '-1' },
    { text: 'x', before: 7 },
    { text: 'x', in: {} },
    {},
  ])
    expect([fields, await code(jane, fields)]).toEqual([fields, 'INVALID']);
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => jane.begin('search', { text: 'x' })).map((one) => stage.run(one)),
  );
  const refused = answers.filter((answer) => answer.code === 'RATE_LIMITED');
  expect(refused.length).toBeGreaterThanOrEqual(30);
  expect(refused[0]?.['retryAfterMs']).toBeGreaterThan(0);
  await stage.pass(5_000);
  expect(await found(jane, 'x')).toEqual([]);
});
