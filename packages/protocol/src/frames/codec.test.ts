import { describe, expect, it } from 'vitest';
import { limits } from '../limits.js';
import { messageFault } from '../message.js';
import { parseRequest, parseResponse, parseServerFrame } from './codec.js';
import type { Request } from './frames.js';

const send = (message: unknown, to: unknown = { user: 'bobby' }) => JSON.stringify({ t: 'send', r: 1, to, message });
const text = (more: object = {}) => ({
  id: '0192f0c1-aaaa-7bbb-8ccc-000000000001',
  content: { type: 'text', text: 'hello' },
  ...more,
});
const code = (frame: string) => {
  const parsed = parseRequest(frame);
  return parsed.ok ? 'ok' : parsed.error.refusal.code;
};

describe('a request', () => {
  it('[P3] that is no object, or has no number, is beyond an answer', () => {
    for (const frame of [
      '',
      'nonsense',
      '[]',
      'null',
      '1',
      '{"t":"ping"}',
      '{"t":"ping","r":-1}',
      '{"t":"ping","r":1.5}',
      '{"t":"ping","r":"1"}',
      '{"t":"ping","r":1e300}',
    ]) {
      const parsed = parseRequest(frame);
      expect(parsed.ok, frame).toBe(false);
      if (!parsed.ok) expect(parsed.error.r, frame).toBeUndefined();
    }
  });

  it('[P3] with another fault is refused under its number', () => {
    for (const frame of [
      '{"t":"toString","r":7}',
      '{"t":"__proto__","r":7}',
      '{"t":null,"r":7}',
      '{"t":"send","r":7}',
      '{"t":"entries","r":7,"c":-1,"from":0,"to":1}',
    ]) {
      const parsed = parseRequest(frame);
      expect(parsed.ok, frame).toBe(false);
      if (!parsed.ok) expect(parsed.error, frame).toMatchObject({ r: 7, refusal: { code: 'INVALID' } });
    }
  });

  it('[P23] keeps fields of a message that this version does not know', () => {
    const parsed = parseRequest(
      send(text({ fromTheFuture: { deep: [1] }, content: { type: 'sticker', name: 'wave' } })),
    );
    expect(parsed.ok && (parsed.value as Request<'send'>).message).toMatchObject({
      fromTheFuture: { deep: [1] },
      content: { type: 'sticker', name: 'wave' },
    });
  });

  it('[P23] refuses content that only the server makes', () => {
    for (const type of ['event', 'prompt', 'unknown'])
      expect(code(send(text({ content: { type } }))), type).toBe('INVALID');
  });

  it('nested beyond the limit is refused', () => {
    let data: unknown = 1;
    for (let level = 0; level < limits.depth + 1; level++) data = { data };
    expect(code(send(text({ content: { type: 'custom', kind: 'k', data } })))).toBe('INVALID');
  });

  it('refuses strange values in every field of a message', () => {
    const strange = [null, true, -1, 1e308, {}, [], '', '\u0000', '\ud800', 'x'.repeat(200)];
    for (const id of strange) expect(code(send({ ...text(), id })), `id ${String(id)}`).toBe('INVALID');
    for (const value of [null, true, 1, {}, [], '', '\ud800'])
      expect(code(send(text({ content: { type: 'text', text: value } }))), `text ${String(value)}`).toBe('INVALID');
    for (const extras of [null, true, 1, [], { a: null }, { a: {} }, { a: '\udfff' }, { a: 'x'.repeat(5000) }])
      expect(code(send(text({ extras }))), `extras ${JSON.stringify(extras)}`).toBe('INVALID');
    for (const unreadIncrement of [null, -1, 101, 0.5, '1', 1e308])
      expect(code(send(text({ unreadIncrement })))).toBe('INVALID');
    for (const to of [
      null,
      {},
      { user: 1 },
      { group: '0' },
      { group: '9007199254740992' },
      { group: 12 },
      { user: 'a b c d' },
      { user: 'abc' },
    ])
      expect(code(send(text(), to)), JSON.stringify(to)).toBe('INVALID');
    for (const latitude of [91, -91, null, '1'])
      expect(code(send(text({ content: { type: 'location', latitude, longitude: 0, scale: 1, address: '' } })))).toBe(
        'INVALID',
      );
  });

  it('takes what is right at the bounds', () => {
    expect(code(send(text({ unreadIncrement: 100 })))).toBe('ok');
    expect(code(send(text({ unreadIncrement: 0, extras: { a: 'x', b: 1.5 } }), { group: '9007199254740991' }))).toBe(
      'ok',
    );
    expect(code(send(text(), { user: '用户一号' }))).toBe('ok');
    expect(code(send(text(), { user: 'a'.repeat(128) }))).toBe('ok');
    expect(code(send(text(), { user: 'a'.repeat(129) }))).toBe('INVALID');
  });
});

it('[S15] counts a text in characters, as people do', () => {
  const fault = (count: number) =>
    messageFault({ id: 'x'.repeat(16), content: { type: 'text', text: '😀'.repeat(count) } });
  expect(fault(4000)).toBeUndefined();
  expect(fault(4001)).toMatchObject({ code: 'TOO_LARGE' });
});

it('[P8] a push or an answer that is not of this version is passed over, and unknown fields do no harm', () => {
  expect(parseServerFrame('{"t":"sparkle"}')).toBeUndefined();
  expect(parseServerFrame('not json')).toBeUndefined();
  expect(parseServerFrame('{"t":"ended","reason":"other_device","more":1}')).toMatchObject({ reason: 'other_device' });
  expect(
    parseServerFrame('{"t":"entry","c":1,"entry":{"seq":1,"at":2,"sid":"3","body":{"kind":"sparkle","x":1}}}'),
  ).toMatchObject({ entry: { body: { kind: 'sparkle', x: 1 } } });
  expect(parseResponse('ping', { t: 'ok', r: 1, now: 5 })).toMatchObject({ now: 5 });
  expect(parseResponse('ping', { t: 'ok', r: 1 })).toBeUndefined();
});
