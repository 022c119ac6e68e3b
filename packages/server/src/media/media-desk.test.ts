import { ImError, limits, type Refusal, type Result } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { Upload } from '../domain/media.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { StoreFullError } from '../store/store.js';
import { type Actor, gist, Stage, to } from '../testing/stage.js';
import { collect, parts, readText, sha256Of, textBytes } from './media-store-contract.js';
import type { Progress } from './uploads.js';

const hourMs = 3_600_000;
const letter = textBytes('dear Lily');
let made = 0;
const upload = (more: Partial<Upload> = {}, bytes = letter): Upload => ({
  id: `m${String(++made).padStart(16, '0')}`,
  kind: 'file',
  mime: 'text/plain',
  bytes: bytes.length,
  sha256: sha256Of(bytes),
  ...more,
});
const file = ({ id: mediaId, bytes, mime, sha256 }: Upload, more: object = {}) => ({
  type: 'file',
  media: { mediaId, bytes, mime, sha256 },
  fileName: 'letter.txt',
  ...more,
});

/** The stage, and what its people do with media. */
const stageWith = <Name extends string>(...names: Name[]) => peopled(new Stage(), ...names);
async function peopled<Name extends string>(stage: Stage, ...names: Name[]) {
  const cast = await stage.cast(...names);
  const desk = () => stage.core.media;
  const running = new AbortController().signal;
  const as = async (actor: Actor) => {
    const entered = await stage.run(desk().enter(actor.token));
    if (!entered.ok) throw new Error(entered.error.code);
    return entered.value;
  };
  const put = async (actor: Actor, what: Upload, bytes: Uint8Array = letter) => {
    const stored = await stage.run(desk().uploads.put(await as(actor), what, parts(bytes), running));
    if (!stored.ok) throw new Error(stored.error.code);
    return what;
  };
  const send = (actor: Actor, target: object, content: object, more: object = {}) =>
    stage.run(actor.begin('send', { to: target, message: { id: actor.newId(), content, ...more } }));
  const find = async (actor: Actor, what: Upload) => {
    const found = await stage.run(desk().access.find(await as(actor), what.id));
    return found.ok ? 'given' : found.error.code;
  };
  const files = () => collect(stage.mediaFiles.files());
  const sweep = async (laterMs = 0) => {
    await stage.pass(laterMs);
    await stage.run(desk().sweep());
  };
  return { stage, cast, desk, as, put, send, find, files, sweep, running };
}
const codeOf = (result: Result<unknown, Refusal>) => (result.ok ? 'ok' : result.error.code);

describe('a message that shows media', () => {
  it('[P46 D21] stands only with media that are there, equal and fitting', async () => {
    const { cast, put, send, stage, as, desk } = await stageWith('alice', 'bobby');
    const { alice, bobby } = cast;
    const good = await put(alice, upload());
    const small = textBytes('small');
    const thumbnail = await put(alice, upload({ kind: 'thumbnail' }, small), small);
    const open = upload();
    await stage.run(desk().uploads.begin(await as(alice), open));
    for (const content of [
      file(upload()),
      file(open),
      file({ ...good, bytes: good.bytes + 1 }),
      file({ ...good, mime: 'text/html' }),
      file({ ...good, sha256: 'a'.repeat(64) }),
      { ...file(good), type: 'voice', duration: 1 },
      { type: 'image', media: file(thumbnail).media, width: 1, height: 1 },
      file(thumbnail),
      { type: 'video', media: file(good).media, duration: 1 },
    ])
      expect(await send(alice, to('bobby'), content), JSON.stringify(content)).toMatchObject({ code: 'NOT_FOUND' });
    expect(bobby.heard).toEqual([]);
    expect(bobby.states).toEqual([]);
    expect(await send(bobby, to('alice'), file(good))).toMatchObject({ code: 'NOT_FOUND' });
    const large = { ...good, bytes: limits.fileBytes + 1 };
    expect(await send(alice, to('bobby'), file(large))).toMatchObject({ code: 'TOO_LARGE' });
    expect(await send(alice, to('bobby'), file(good))).toMatchObject({ t: 'ok', seq: 1 });
    expect(bobby.entries[0]?.entry.body).toMatchObject({ message: { content: file(good) } });
    expect(stage.fatal).toEqual([]);
  });

  it('[D4] that stands gets its first answer again, and a refused one can come again when its media are there', async () => {
    const { cast, put, stage } = await stageWith('alice', 'bobby');
    const { alice } = cast;
    const what = upload();
    const message = { id: alice.newId(), content: file(what) };
    const ask = () => alice.ask('send', { to: to('bobby'), message });
    expect(await ask()).toMatchObject({ code: 'NOT_FOUND' });
    await put(alice, what);
    const first = await ask();
    expect(first).toMatchObject({ t: 'ok', seq: 1 });
    const { t: _t, r: _r, ...place } = first;
    stage.restart();
    const again = await stage.device('alice');
    expect(await again.ask('send', { to: to('bobby'), message })).toMatchObject(place);
  });

  it('[P22 D8] keeps its place among texts, before and after it', async () => {
    const { cast, put, stage } = await stageWith('alice', 'bobby');
    const { alice, bobby } = cast;
    const what = await put(alice, upload());
    const answers = [
      alice.text(to('bobby'), 'one'),
      alice.begin('send', { to: to('bobby'), message: { id: alice.newId(), content: file(what) } }),
      alice.text(to('bobby'), 'three'),
      alice.begin('send', { to: to('bobby'), message: { id: alice.newId(), content: file(upload()) } }),
      alice.text(to('bobby'), 'four'),
    ];
    expect((await stage.run(Promise.all(answers))).map(({ seq, code }) => seq ?? code)).toEqual([
      1,
      2,
      3,
      'NOT_FOUND',
      4,
    ]);
    expect(bobby.entries.map(({ entry }) => gist(entry))).toEqual(['one', undefined, 'three', 'four']);
  });

  it('[D16 D21] is refused where its media went while it was on its way', async () => {
    let before = async () => {};
    const stage = new Stage((clock) => {
      const store = createMemoryStore({ clock, flushMs: () => 2 });
      return { ...store, commit: (batch) => before().then(() => store.commit(batch)) };
    });
    const { cast, put, send } = await peopled(stage, 'alice', 'bobby');
    const what = await put(cast.alice, upload());
    before = async () => {
      await stage.store.sweepMedia({ now: 0, openBefore: 0, before: Number.MAX_SAFE_INTEGER, limit: 9 });
    };
    expect(await send(cast.alice, to('bobby'), file(what))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stage.store.findSingle(1, 2)).toBeUndefined();
    expect(await send(cast.alice, to('bobby'), { type: 'text', text: 'hello' })).toMatchObject({ seq: 1 });
  });
});

describe('who may have media', () => {
  it('[Rights P45 D17] whoever sees a place that shows it', async () => {
    const { cast, put, send, find, stage } = await stageWith('alice', 'bobby', 'cleo');
    const { alice, bobby, cleo } = cast;
    const what = await put(alice, upload());
    expect([await find(alice, what), await find(bobby, what)]).toEqual(['given', 'NOT_FOUND']);
    const made = await alice.ask('groups.create', { name: 'Garden', members: [{ username: 'bobby' }] });
    const { id } = made['group'] as { id: string };
    await send(alice, { group: id }, file(what));
    expect([await find(alice, what), await find(bobby, what), await find(cleo, what)]).toEqual([
      'given',
      'given',
      'NOT_FOUND',
    ]);
    await alice.ask('groups.add_members', { id, members: [{ username: 'cleo' }] });
    expect(await find(cleo, what)).toBe('NOT_FOUND');
    const later = await put(alice, upload());
    await alice.ask('groups.remove_members', { id, members: [{ username: 'bobby' }] });
    await send(alice, { group: id }, file(later));
    expect([await find(bobby, what), await find(bobby, later), await find(cleo, later)]).toEqual([
      'given',
      'NOT_FOUND',
      'given',
    ]);
    expect(stage.logged).toEqual([]);
  });

  it('[S39 (part) D16] nobody, once the last message that showed it was retracted', async () => {
    const { cast, put, send, find, files, sweep, desk, as, stage } = await stageWith('alice', 'bobby', 'cleo');
    const { alice, bobby, cleo } = cast;
    const what = await put(alice, upload());
    const id = alice.newId();
    await alice.ask('send', { to: to('bobby'), message: { id, content: file(what) } });
    const forwarded = bobby.newId();
    await bobby.ask('send', { to: to('cleo'), message: { id: forwarded, content: file(what) } });
    expect(await alice.ask('retract', { to: to('bobby'), id })).toMatchObject({ t: 'ok' });
    expect(await Promise.all([find(alice, what), find(bobby, what), find(cleo, what)])).toEqual([
      'NOT_FOUND',
      'given',
      'given',
    ]);
    expect(await bobby.ask('retract', { to: to('cleo'), id: forwarded })).toMatchObject({ t: 'ok' });
    for (const actor of [alice, bobby, cleo]) expect(await find(actor, what)).toBe('NOT_FOUND');
    expect(await send(alice, to('bobby'), file(what))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await files()).toEqual([what.sha256]);
    await sweep();
    expect(await files()).toEqual([]);
    expect(codeOf(await stage.run(desk().access.find(await as(alice), what.id)))).toBe('NOT_FOUND');
  });

  it('[D19] who was online, of what is not kept for the absent', async () => {
    const { cast, put, send, find, sweep } = await stageWith('alice', 'bobby');
    const what = await put(cast.alice, upload());
    await send(cast.alice, to('bobby'), file(what), { saveOffline: false });
    expect(await find(cast.bobby, what)).toBe('given');
    await sweep(25 * hourMs);
    expect(await find(cast.bobby, what)).toBe('NOT_FOUND');
  });

  it('[S12 (part)] everybody of the application has avatars; only who brought one may show it', async () => {
    const { cast, put, find, desk, as, stage } = await stageWith('alice', 'bobby');
    const avatar = await put(cast.alice, upload({ kind: 'avatar' }));
    expect(await find(cast.bobby, avatar)).toBe('given');
    const shown = async (actor: Actor, what: Upload) =>
      codeOf(await stage.run(desk().access.avatar(await as(actor), what.id)));
    expect(await shown(cast.alice, avatar)).toBe('ok');
    expect(await shown(cast.bobby, avatar)).toBe('NOT_FOUND');
    expect(await shown(cast.alice, await put(cast.alice, upload()))).toBe('NOT_FOUND');
  });
});

describe('what is cleared away', () => {
  it('[D21] uploads that were not finished in a day, and media that nothing showed', async () => {
    const { cast, put, send, find, files, sweep, desk, as, stage, running } = await stageWith('alice', 'bobby');
    const { alice } = cast;
    const texts = ['shown', 'unused', 'avatar'].map(textBytes) as [Uint8Array, Uint8Array, Uint8Array];
    const shown = await put(alice, upload({}, texts[0]), texts[0]);
    const unused = await put(alice, upload({}, texts[1]), texts[1]);
    const avatar = await put(alice, upload({ kind: 'avatar' }, texts[2]), texts[2]);
    await send(alice, to('bobby'), file(shown));
    await alice.ask('users.set_avatar', { mediaId: avatar.id });
    const begun = upload();
    await stage.run(desk().uploads.begin(await as(alice), begun));
    await stage.run(desk().uploads.append(await as(alice), begun.id, parts(letter.subarray(0, 3)), running));
    await sweep(23 * hourMs);
    expect(await files()).toHaveLength(3);
    expect(await collect(stage.mediaFiles.uploads())).toHaveLength(1);
    await sweep(2 * hourMs);
    expect(await files()).toEqual([shown.sha256, avatar.sha256].sort());
    expect(await collect(stage.mediaFiles.uploads())).toEqual([]);
    expect([await find(alice, unused), await find(alice, shown)]).toEqual(['NOT_FOUND', 'given']);
    expect(codeOf(await stage.run(desk().uploads.progress(await as(alice), begun.id)))).toBe('NOT_FOUND');
  });

  it('equal bytes stay as long as one of their media does', async () => {
    const { cast, put, send, files, sweep, stage } = await stageWith('alice', 'bobby');
    const [one, other] = [await put(cast.alice, upload()), await put(cast.bobby, upload())];
    expect(await files()).toEqual([one.sha256]);
    await send(cast.alice, to('bobby'), file(one));
    await sweep(25 * hourMs);
    expect(await stage.store.media(1, other.id)).toBeUndefined();
    expect(await files()).toEqual([one.sha256]);
  });

  it('[D21] what a crash left: a file without a row, uploads of nobody; not what goes on', async () => {
    const { cast, put, files, sweep, desk, as, stage } = await stageWith('alice');
    const kept = await put(cast.alice, upload());
    const begun = upload();
    await stage.run(desk().uploads.begin(await as(cast.alice), begun));
    for (const name of ['put-left-behind', 'up-99', 'something']) await stage.mediaFiles.begin(name);
    await stage.mediaFiles.begin('put-2');
    await stage.mediaFiles.append('put-2', parts(textBytes('orphan')));
    await stage.mediaFiles.complete('put-2', sha256Of(textBytes('orphan')));
    stage.restart();
    await sweep();
    expect(await files()).toEqual([kept.sha256]);
    expect(await collect(stage.mediaFiles.uploads())).toEqual(['up-2']);
  });
});

describe('an upload', () => {
  it('[Media P42] that stands still ends, and so does one whose session ends', async () => {
    const { cast, stage, desk, as, running } = await stageWith('alice');
    async function* hanging() {
      yield letter.subarray(0, 4);
      await new Promise(() => {});
    }
    const late = desk().uploads.put(await as(cast.alice), upload(), hanging(), running);
    expect(codeOf(await stage.run(late))).toBe('TIMEOUT');
    const { user, session } = await as(cast.alice);
    const transfer = desk().transfers.begin(user.id, session.id);
    if (!transfer.ok) throw new Error('refused');
    const cut = desk().uploads.put(await as(cast.alice), upload(), hanging(), transfer.value.stop);
    await stage.run(Promise.resolve());
    await stage.run(stage.core.admin.setDisabled({ appKey: 'default', username: 'alice' }, true));
    expect(codeOf(await stage.run(cut))).toBe('UNAUTHENTICATED');
    expect(await collect(stage.mediaFiles.uploads())).toEqual([]);
  });

  it('[Media P42] without end is cut at what was announced', async () => {
    const { cast, stage, desk, as, running, files } = await stageWith('alice');
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield new Uint8Array(1_000);
      }
    }
    const over = desk().uploads.put(await as(cast.alice), upload({ bytes: 5_500 }), endless(), running);
    expect(codeOf(await stage.run(over))).toBe('TOO_LARGE');
    expect(given).toBeLessThan(8);
    expect(await files()).toEqual([]);
  });

  it('goes on after a restart of the server, and is complete by asking how far it is', async () => {
    const { cast, stage, desk, as, running } = await stageWith('alice');
    const what = upload();
    await stage.run(desk().uploads.begin(await as(cast.alice), what));
    await stage.run(desk().uploads.append(await as(cast.alice), what.id, parts(letter.subarray(0, 4)), running));
    // The rest reached the disk, and the process ended before it could say so.
    await stage.mediaFiles.append('up-1', parts(letter.subarray(4)));
    stage.restart();
    const progress = await stage.run(desk().uploads.progress(await as(cast.alice), what.id));
    expect(progress.ok && (progress.value as Progress)).toMatchObject({ size: 9, media: { state: 'complete' } });
    expect(await readText(stage.mediaFiles, what.sha256, 0, 99)).toBe('dear Lily');
  });

  it('[Media] of a user who has too many under way is put off', async () => {
    const { cast, desk, as } = await stageWith('alice', 'bobby');
    const [alice, bobby] = [await as(cast.alice), await as(cast.bobby)];
    const begin = (one: typeof alice) => desk().transfers.begin(one.user.id, one.session.id);
    const all = Array.from({ length: limits.transfersPerUser }, () => begin(alice));
    expect(codeOf(begin(alice))).toBe('BUSY');
    expect(codeOf(begin(bobby))).toBe('ok');
    for (const one of all) if (one.ok) one.value.end();
    expect(codeOf(begin(alice))).toBe('ok');
  });

  it('ends with the server, which waits for it', async () => {
    const { cast, desk, as, stage } = await stageWith('alice');
    const { user, session } = await as(cast.alice);
    const transfer = desk().transfers.begin(user.id, session.id);
    if (!transfer.ok) throw new Error('refused');
    let isClosed = false;
    const closed = desk()
      .transfers.close()
      .then(() => {
        isClosed = true;
      });
    expect(ImError.is(transfer.value.stop.reason, 'BUSY')).toBe(true);
    await stage.run(Promise.resolve());
    expect(isClosed).toBe(false);
    transfer.value.end();
    await closed;
    expect(codeOf(desk().transfers.begin(user.id, session.id))).toBe('BUSY');
  });
});

it('[F4 (part) P42] a full disk is SERVER_FULL, for what comes at once and in pieces, and reading goes on', async () => {
  const { cast, put, find, desk, as, stage, running } = await stageWith('alice');
  const kept = await put(cast.alice, upload());
  const open = upload();
  await stage.run(desk().uploads.begin(await as(cast.alice), open));
  const full = () => Promise.reject(new StoreFullError('no space'));
  const { append, begin } = stage.mediaFiles;
  Object.assign(stage.mediaFiles, { append: full, begin: full });
  const { uploads } = desk();
  expect(codeOf(await stage.run(uploads.put(await as(cast.alice), upload(), parts(letter), running)))).toBe(
    'SERVER_FULL',
  );
  expect(codeOf(await stage.run(uploads.append(await as(cast.alice), open.id, parts(letter), running)))).toBe(
    'SERVER_FULL',
  );
  expect(codeOf(await stage.run(uploads.begin(await as(cast.alice), upload())))).toBe('SERVER_FULL');
  expect(await find(cast.alice, kept)).toBe('given');
  Object.assign(stage.mediaFiles, { append, begin });
  expect(codeOf(await stage.run(uploads.append(await as(cast.alice), open.id, parts(letter), running)))).toBe('ok');
  expect(stage.fatal).toEqual([]);
});
