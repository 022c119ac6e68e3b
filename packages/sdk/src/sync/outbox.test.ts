import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { StoredMessage, StoredOutgoing } from '../conversation/records.js';
import { Outbox } from './outbox.js';

let position = 0;
function outgoing(id: string, conversation = 'c'): StoredOutgoing {
  position += 1;
  const message = { id, conversation } as StoredOutgoing['message'];
  return { id, position, target: { group: '1' }, message };
}
const filled = (...ids: string[]) => {
  const outbox = new Outbox();
  for (const id of ids) outbox.add(outgoing(id));
  return outbox;
};
const next = (outbox: Outbox, now = 0) => outbox.next(now).map(({ id }) => id);

it('[D8 (part)] hands over in the order of becoming ready, each once', () => {
  const outbox = filled('a', 'b');
  expect(next(outbox)).toEqual(['a', 'b']);
  outbox.add(outgoing('c'));
  expect(next(outbox)).toEqual(['c']);
  expect(next(outbox)).toEqual([]);
});

it('has at most 32 of a conversation in flight, and another conversation does not wait for it', () => {
  const outbox = filled(...Array.from({ length: 40 }, (_, at) => `m${at}`));
  outbox.add(outgoing('elsewhere', 'd'));
  const first = next(outbox);
  expect(first).toHaveLength(limits.inFlightPerConversation + 1);
  expect(first).toContain('elsewhere');
  outbox.remove('m0');
  expect(next(outbox)).toEqual(['m32']);
});

it('[D8 (part)] after a refusal "again later" begins from that id, when all answers are in and the time is up', () => {
  const outbox = filled('a', 'b', 'c');
  next(outbox);
  outbox.remove('a');
  outbox.refusedUntil('b', 500);
  outbox.add(outgoing('d'));
  expect(next(outbox, 600)).toEqual([]);
  outbox.refusedUntil('c', 400);
  expect(outbox.nextAt()).toBe(500);
  expect(next(outbox, 499)).toEqual([]);
  expect(next(outbox, 500)).toEqual(['b', 'c', 'd']);
});

it('a final refusal ends one message, and what follows it goes on', () => {
  const outbox = filled('a', 'b');
  next(outbox);
  outbox.remove('a');
  expect(outbox.get('a')).toBeUndefined();
  outbox.lost();
  expect(next(outbox)).toEqual(['b']);
});

it('[D3 (part)] a lost connection has everything sent again, in the same order', () => {
  const outbox = filled('a', 'b');
  next(outbox);
  outbox.lost();
  outbox.add(outgoing('c'));
  expect(next(outbox)).toEqual(['a', 'b', 'c']);
});

it('[S29] can be cancelled before the frame was handed over, and while it is refused; else it is too late', () => {
  const outbox = filled('a');
  expect(outbox.canCancel('a')).toBe('cancelled');
  next(outbox);
  expect(outbox.canCancel('a')).toBe('too late');
  outbox.refusedUntil('a', 100);
  expect(outbox.canCancel('a')).toBe('withdraw');
  const broken = filled('b');
  next(broken);
  broken.lost();
  expect(broken.canCancel('b')).toBe('too late');
  broken.add(outgoing('restored'), true);
  expect(broken.canCancel('restored')).toBe('too late');
});

it('[S29 D2 (part)] what is being ended is not handed over, and waits again where that could not be stored', () => {
  const outbox = filled('a', 'b');
  outbox.ending('a');
  expect(outbox.get('a')).toBeUndefined();
  expect(outbox.canCancel('a')).toBe('too late');
  expect(next(outbox)).toEqual(['b']);
  outbox.lost();
  outbox.endingFailed('a');
  expect(next(outbox)).toEqual(['a', 'b']);
  outbox.refusedUntil('a', 100);
  outbox.refusedUntil('b', 100);
  outbox.ending('a');
  outbox.ending('b');
  expect(outbox.nextAt()).toBeUndefined();
});

it('[D8 S29] what waits for its media holds up nobody, goes behind what was ready before it, and can be cancelled', () => {
  const files = [{ isUploaded: false }] as unknown as NonNullable<StoredMessage['files']>;
  const uploading = { ...outgoing('a'), message: { ...outgoing('a').message, files } };
  const outbox = new Outbox();
  outbox.add(uploading, true);
  outbox.add(outgoing('b'));
  expect(next(outbox)).toEqual(['b']);
  outbox.lost();
  expect([outbox.canCancel('a'), outbox.size]).toEqual(['cancelled', 2]);
  outbox.refusedUntil('b', 100);
  expect(outbox.nextAt()).toBe(100);
  outbox.add(outgoing('c'));
  outbox.ready(outgoing('a'));
  expect(next(outbox, 100)).toEqual(['b', 'c', 'a']);
  expect(outbox.canCancel('a')).toBe('too late');
});

it('[S29 D2 (part)] what is cancelled in the transaction in which its media is complete is not handed over', () => {
  const files = [{ isUploaded: false }] as unknown as NonNullable<StoredMessage['files']>;
  const outbox = new Outbox();
  outbox.add({ ...outgoing('a'), message: { ...outgoing('a').message, files } });
  outbox.ending('a');
  outbox.ready(outgoing('a'));
  expect(next(outbox)).toEqual([]);
  expect(outbox.remove('a')?.id).toBe('a');
  outbox.ready(outgoing('a'));
  expect(outbox.size).toBe(0);
});
