import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { Operation } from '../batch.js';
import type { MediaRow, NewMedia } from '../media-rows.js';
import type { UserId } from '../rows.js';
import type { Store } from '../store.js';
import { ann, append, application, bob, cleo, dora, entry, event, makeGroup, makeSingle, outcomesOf } from './cast.js';
import type { StoreTest } from './store-test.js';

let made = 0;
const newMedia = (more: Partial<NewMedia> = {}): NewMedia => {
  const number = String(++made).padStart(16, '0');
  return {
    application,
    id: `m${number}`,
    uploader: ann,
    kind: 'image',
    mime: 'image/png',
    bytes: 100,
    sha256: number.repeat(4),
    state: 'complete',
    createdAt: 1_000,
    ...more,
  };
};
const shown = (c: number, sender: UserId, media: readonly MediaRow[], until?: number): Operation => ({
  ...append(c, 0, entry(sender)),
  media: { keys: media.map(({ key }) => key), ...(until !== undefined && { until }) },
});
const seer = (id: UserId) => ({ id, application });
const never = { now: 0, openBefore: 0, before: 0, limit: 100 };
const swept = async (store: Store, times: Partial<typeof never>) =>
  (await store.sweepMedia({ ...never, ...times })).map(({ key }) => key).sort((a, b) => a - b);

export function describeMedia({ open }: StoreTest): void {
  it('[D22] an id stands once in an application, and what is offered under it again is answered with what stands', async () => {
    const { store } = await open();
    const first = newMedia();
    const row = await store.createMedia(first);
    expect(row).toEqual({ ...first, key: row.key, isShown: false });
    expect(await store.createMedia({ ...first, createdAt: 9_000 })).toEqual(row);
    expect(await store.createMedia({ ...first, sha256: 'f'.repeat(64), uploader: bob })).toEqual(row);
    const elsewhere = await store.createMedia({ ...first, application: application + 1 });
    expect(elsewhere.key).not.toBe(row.key);
    expect(await store.media(application, first.id)).toEqual(row);
    expect(await store.media(application + 1, first.id)).toEqual(elsewhere);
    expect(await store.media(application, 'none')).toBeUndefined();
  });

  it('an upload becomes complete once, by its end or by the same in one go', async () => {
    const { store } = await open();
    const declared = newMedia({ state: 'open', mime: 'image/x' });
    const row = await store.createMedia(declared);
    expect(await store.openMedia([row.key, 9_999])).toEqual([row.key]);
    expect(await store.mediaHashes([row.sha256])).toEqual([]);
    expect(await store.completeMedia(row.key, 'image/png')).toBe(true);
    expect(await store.completeMedia(row.key, 'image/gif')).toBe(false);
    expect(await store.media(application, row.id)).toEqual({ ...row, state: 'complete', mime: 'image/png' });
    expect(await store.mediaHashes([row.sha256, 'none'])).toEqual([row.sha256]);
    expect(await store.openMedia([row.key])).toEqual([]);

    const other = await store.createMedia(newMedia({ state: 'open' }));
    const different = { ...other, state: 'complete', bytes: 7 } as const;
    expect(await store.createMedia(different)).toMatchObject({ state: 'open', bytes: 100 });
    expect(await store.createMedia({ ...other, state: 'complete', mime: 'image/webp' })).toEqual({
      ...other,
      state: 'complete',
      mime: 'image/webp',
    });
  });

  it('what is not complete can be forgotten, and nothing else', async () => {
    const { store } = await open();
    const row = await store.createMedia(newMedia({ state: 'open' }));
    const complete = await store.createMedia(newMedia());
    for (const { key } of [row, complete]) await store.forgetMedia(key);
    await store.forgetMedia(row.key);
    expect(await store.media(application, row.id)).toBeUndefined();
    expect(await store.media(application, complete.id)).toEqual(complete);
  });

  it('finds avatars in all applications', async () => {
    const { store } = await open();
    const here = await store.createMedia(newMedia({ kind: 'avatar' }));
    const there = await store.createMedia({ ...here, application: application + 1, state: 'complete' });
    await store.createMedia({ ...here, application: application + 2, state: 'open' });
    await store.createMedia({ ...here, application: application + 3, state: 'complete', kind: 'image' });
    expect((await store.avatars(here.id)).map(({ key }) => key)).toEqual([here.key, there.key]);
    expect(await store.avatars('none')).toEqual([]);
  });

  it('[S12 (part)] an avatar stays as long as somebody shows it', async () => {
    const { store } = await open();
    const user = await store.createUser({ application, username: 'lily', skeleton: 'lily', profile: {}, createdAt: 1 });
    const id = user?.id ?? 0;
    const garden = await makeGroup(store, ann, bob);
    const [one, other] = [
      await store.createMedia(newMedia({ kind: 'avatar' })),
      await store.createMedia(newMedia({ kind: 'avatar' })),
    ];
    const unused = await store.createMedia(newMedia({ kind: 'avatar' }));
    const show = (avatarMediaId: string | null): Operation => ({
      op: 'personal',
      user: id,
      profile: { avatarMediaId },
    });
    const ofGroup = (version: number, avatar: string) => event(garden, version, ann, { group: { avatar } });
    await outcomesOf(store, show(one.id), show(one.id), ofGroup(1, other.id));
    expect(await swept(store, { before: 2_000 })).toEqual([unused.key]);
    expect(await store.mediaSeenBy(seer(bob), other.id)).toBeUndefined();
    expect((await store.avatars(one.id)).map(({ isShown }) => isShown)).toEqual([true]);
    await outcomesOf(store, show(other.id));
    expect(await swept(store, {})).toEqual([one.key]);
    await outcomesOf(store, ofGroup(2, ''), { op: 'personal', user: id, profile: { nickname: 'L' } });
    expect(await swept(store, {})).toEqual([]);
    await outcomesOf(store, show(null));
    expect(await store.avatars(other.id)).toEqual([]);
    expect(await swept(store, {})).toEqual([other.key]);
  });

  it('counts what a user declared since a time', async () => {
    const { store } = await open();
    await store.createMedia(newMedia({ bytes: 1, createdAt: 10 }));
    await store.createMedia(newMedia({ bytes: 20, createdAt: 11 }));
    await store.createMedia(newMedia({ bytes: 300, createdAt: 12, state: 'open' }));
    await store.createMedia(newMedia({ bytes: 4_000, createdAt: 12, uploader: bob }));
    expect(await store.mediaBytesSince(ann, 11)).toBe(320);
    expect(await store.mediaBytesSince(cleo, 0)).toBe(0);
  });

  it('[D21] an entry stands only with all its media, and makes no conversation without them', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const [here, open_] = [await store.createMedia(newMedia()), await store.createMedia(newMedia({ state: 'open' }))];
    const gone = { ...here, key: 9_999 };
    expect(await outcomesOf(store, shown(c, ann, [here, open_]))).toEqual([{ kind: 'missing' }]);
    expect(await outcomesOf(store, shown(c, ann, [gone]))).toEqual([{ kind: 'missing' }]);
    const next = await store.allocateConversation();
    const create = { op: 'create', c: next, application, createdAt: 1, members: [ann, cleo] } as const;
    const first = shown(next, ann, [gone]) as Extract<Operation, { op: 'append' }>;
    const outcomes = await outcomesOf(
      store,
      { ...create, first: first.entry, ...(first.media && { media: first.media }) },
      first,
    );
    expect(outcomes).toEqual([{ kind: 'missing' }, { kind: 'missing' }]);
    expect(await store.findSingle(ann, cleo)).toBeUndefined();
    expect(await store.conversation(c)).toMatchObject({ head: 0 });
    expect((await store.media(application, here.id))?.isShown).toBe(false);
    const message = shown(c, ann, [here]);
    expect(await outcomesOf(store, message)).toMatchObject([{ kind: 'appended', seq: 1 }]);
    // What stands is answered as such, whatever became of its media.
    await store.completeMedia(open_.key, 'image/png');
    expect(await outcomesOf(store, { ...message, media: { keys: [9_999] } } as Operation)).toMatchObject([
      { kind: 'repeated', seq: 1 },
    ]);
    expect(await outcomesOf(store, shown(c, ann, [here, open_]))).toMatchObject([{ seq: 2 }]);
  });

  it('[D17 D22] media are seen by who may see a place that shows them', async () => {
    const { store } = await open();
    const garden = await makeGroup(store, ann, bob);
    const row = await store.createMedia(newMedia());
    const inGroup = (sender: UserId, version: number) =>
      ({ ...append(garden, version, entry(sender)), media: { keys: [row.key] } }) as Operation;
    const seen = async (user: UserId) => (await store.mediaSeenBy(seer(user), row.id))?.key;
    expect(await seen(ann)).toBeUndefined();
    await outcomesOf(store, inGroup(ann, 1));
    expect(await store.media(application, row.id)).toMatchObject({ isShown: true });
    expect([await seen(ann), await seen(bob), await seen(cleo)]).toEqual([row.key, row.key, undefined]);
    // Who joins later sees what is shown again, not what was; who left sees what he saw.
    await outcomesOf(store, event(garden, 1, ann, { joins: [{ user: cleo, role: 'member' }], leaves: [bob] }));
    expect([await seen(bob), await seen(cleo)]).toEqual([row.key, undefined]);
    await outcomesOf(store, event(garden, 2, ann, { joins: [{ user: bob, role: 'member' }] }));
    expect(await seen(bob)).toBe(row.key);
    await outcomesOf(store, inGroup(ann, 3));
    expect(await seen(cleo)).toBe(row.key);
    expect(await store.mediaSeenBy(seer(ann), 'none')).toBeUndefined();
  });

  it("[D16 S39 (part)] with the retraction of the last message that shows them media are nobody's, and can stand in none", async () => {
    const { store } = await open();
    const [c, other] = [await makeSingle(store), await makeSingle(store, ann, cleo)];
    const row = await store.createMedia(newMedia());
    const retract = (where: number, seq: number): Operation => ({
      op: 'retract',
      c: where,
      version: 0,
      entry: entry(ann, { kind: 'retraction', increment: 0 }),
      seq,
      body: '{"kind":"retracted"}',
    });
    const seen = async () =>
      [
        await store.mediaSeenBy(seer(ann), row.id),
        await store.mediaSeenBy(seer(bob), row.id),
        await store.mediaSeenBy(seer(cleo), row.id),
      ].map((found) => found !== undefined);
    await outcomesOf(store, shown(c, ann, [row]), shown(other, ann, [row]));
    expect(await outcomesOf(store, retract(c, 1))).toMatchObject([{ kind: 'appended', seq: 2 }]);
    expect(await seen()).toEqual([true, false, true]);
    // What goes in the same commit behind it finds nothing more to show.
    expect(await outcomesOf(store, retract(other, 1), shown(c, ann, [row]))).toMatchObject([
      { kind: 'appended' },
      { kind: 'missing' },
    ]);
    expect(await seen()).toEqual([false, false, false]);
    expect(await store.media(application, row.id)).toMatchObject({ state: 'dropped' });
    expect(await store.mediaHashes([row.sha256])).toEqual([]);
    // The id is free again, for an upload of its own.
    const again = await store.createMedia({ ...newMedia(), id: row.id, uploader: bob });
    expect(again).toMatchObject({ state: 'complete', isShown: false, uploader: bob });
    expect(await swept(store, {})).toEqual([]);
    const gone = await store.createMedia(newMedia());
    await outcomesOf(store, shown(c, ann, [gone]), retract(c, 3));
    expect(await swept(store, {})).toEqual([gone.key]);
    expect(await store.media(application, gone.id)).toBeUndefined();
  });

  it('clears uploads that were not finished, and media that nothing ever showed', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const at = (createdAt: number, more: Partial<NewMedia> = {}) => store.createMedia(newMedia({ createdAt, ...more }));
    const [open1, open9] = [await at(1, { state: 'open' }), await at(9, { state: 'open' })];
    const [free1, free9] = [await at(1), await at(9)];
    const message = await at(1);
    await outcomesOf(store, shown(c, ann, [message]));
    expect(await swept(store, {})).toEqual([]);
    expect(await swept(store, { openBefore: 5, before: 5, limit: 1 })).toHaveLength(1);
    expect(await swept(store, { openBefore: 5, before: 5 })).toHaveLength(1);
    expect(await swept(store, { openBefore: 5, before: 5 })).toEqual([]);
    const left = async (row: MediaRow) => (await store.media(application, row.id)) !== undefined;
    expect(await Promise.all([open1, open9, free1, free9, message].map(left))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  it('[O2 (part)] media of a chatroom are seen in its application, and go with its last places', async () => {
    const { store } = await open();
    const c = await store.allocateConversation();
    const room = { name: 'Lobby', description: '', isRemoved: false };
    await outcomesOf(store, { op: 'create', c, application, createdAt: 1, room });
    const row = await store.createMedia(newMedia());
    await outcomesOf(store, shown(c, ann, [row]));
    expect((await store.mediaSeenBy(seer(dora), row.id))?.key).toBe(row.key);
    expect(await store.mediaSeenBy({ id: dora, application: application + 1 }, row.id)).toBeUndefined();
    await outcomesOf(store, ...Array.from({ length: limits.roomEntries - 1 }, () => append(c, 0, entry(ann))));
    expect((await store.mediaSeenBy(seer(dora), row.id))?.key).toBe(row.key);
    await outcomesOf(store, append(c, 0, entry(ann)));
    expect(await store.mediaSeenBy(seer(dora), row.id)).toBeUndefined();
    expect(await swept(store, {})).toEqual([row.key]);
  });

  it('[D19] what is not kept for the absent is there for a while', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const [fleeting, both] = [await store.createMedia(newMedia()), await store.createMedia(newMedia())];
    await outcomesOf(store, shown(c, ann, [fleeting, both], 5_000), shown(c, ann, [both]));
    expect((await store.mediaSeenBy(seer(bob), fleeting.id))?.key).toBe(fleeting.key);
    expect(await swept(store, { now: 5_000 })).toEqual([]);
    expect(await swept(store, { now: 5_001 })).toEqual([fleeting.key]);
    expect(await store.media(application, fleeting.id)).toBeUndefined();
    expect((await store.mediaSeenBy(seer(bob), both.id))?.key).toBe(both.key);
  });
}
