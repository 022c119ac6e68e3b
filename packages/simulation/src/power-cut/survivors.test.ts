import { expect, it } from 'vitest';
import { type Recorded, readRecording } from './recording.js';
import { survivors } from './survivors.js';

const write = (offset: number, text: string): Recorded => ({
  ...{ kind: 'write', file: 'log', end: 0 },
  ...{ offset, data: Buffer.from(text) },
});
const flush: Recorded = { kind: 'flush', file: 'log', end: 0 };
const nothing = { database: undefined, log: undefined };
const text = (file: Buffer | undefined) => file?.toString().replaceAll('\0', '.');

it('[F2] what was flushed survives a power cut, and of the rest any part', () => {
  const records = [write(0, 'kept'), flush, write(4, 'lost'), write(8, 'late')];
  expect(text(survivors(nothing, records, 4, () => false).log)).toBe('kept........');
  expect(text(survivors(nothing, records, 4, () => true).log)).toBe('keptlostlate');
  const answers = [false, true];
  expect(text(survivors(nothing, records, 4, () => answers.shift() ?? false).log)).toBe('kept....late');
  // A flush that had not ended covers nothing.
  expect(text(survivors(nothing, records, 1, () => false).log)).toBe('....');
});

it('[F2] a write is torn between sectors, and a flush of one file says nothing of the other', () => {
  const long: Recorded = { kind: 'write', file: 'database', offset: 256, data: Buffer.alloc(1_024, 'x'), end: 0 };
  const answers = [true, false, true];
  const torn = survivors(nothing, [long, flush], 2, () => answers.shift() ?? false).database;
  expect([...(torn ?? [])].map((byte) => (byte ? 'x' : '.')).join('')).toMatch(/^\.{256}x{256}\.{512}x{256}$/);
});

it('[F2] a recording that was cut short is read up to there', () => {
  const head = (operation: number, length: number, number: number) => {
    const bytes = Buffer.alloc(16);
    bytes.set([operation, 2]);
    bytes.writeUInt32LE(length, 4);
    bytes.writeBigUInt64LE(BigInt(number), 8);
    return bytes;
  };
  const bytes = Buffer.concat([head(1, 2, 7), Buffer.from('ab'), head(3, 0, 0), head(1, 5, 9), Buffer.from('ab')]);
  expect(readRecording(bytes)).toMatchObject([
    { kind: 'write', file: 'log', offset: 7, data: Buffer.from('ab'), end: 18 },
    { kind: 'flush', file: 'log', end: 34 },
  ]);
});
