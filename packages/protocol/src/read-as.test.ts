import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { targetSchema } from './ids.js';
import * as json from './json.js';
import { messageSchema, schemaFault } from './message.js';
import { extrasSchema, profileSchema } from './people.js';
import { readAs } from './read-as.js';

const fault = (schema: v.GenericSchema<unknown, unknown>, value: unknown) => {
  const read = readAs(schema, value);
  return read.ok ? undefined : read.error;
};
const message = (more: object = {}) => ({ id: 'x'.repeat(20), content: { type: 'text', text: 'hello' }, ...more });

describe('what is wrong with a value', () => {
  it('is told with its place, and without the value', () => {
    expect(schemaFault(message())).toBeUndefined();
    expect(schemaFault(message({ content: { type: 'text', text: 4711 } }))).toBe('content.text: expected string');
    expect(schemaFault(message({ content: { type: 'text', text: '' } }))).toBe('content.text: expected length >=1');
    expect(schemaFault(message({ content: { type: 'text' } }))).toBe('content.text: is missing');
    expect(schemaFault(message({ content: { type: 'text', text: '\ud800' } }))).toBe(
      'content.text: holds half a character',
    );
    expect(schemaFault(message({ content: { type: 'event', secret: 1 } }))).toBe(
      'content.type: this kind of content cannot be sent',
    );
    expect(schemaFault(message({ unreadIncrement: 4711 }))).toBe('unreadIncrement: expected <=100');
    expect(schemaFault('4711')).toBe('expected Object');
  });

  it('is told of the form that was meant', () => {
    expect(fault(targetSchema, { user: 'abc' })).toBe('user: 4 to 128 bytes');
    expect(fault(targetSchema, { group: '0' })).toMatch(/^group: /);
    expect(fault(targetSchema, { user: 4711 })).toBe('user: expected string');
    expect(fault(messageSchema, message({ mentions: [{ username: 'bobby' }, { username: 4711 }] }))).toBe(
      'mentions.1.username: expected string',
    );
    expect(fault(extrasSchema, { a: null })).toBe('a: expected (string | number)');
  });
});

describe('JSON', () => {
  const loose = json.looseObject({ a: v.optional(v.string()) });
  const numbers = json.record(v.string(), json.number);

  it('has finite numbers, and whole ones that are exact', () => {
    for (const value of [Number.NaN, JSON.parse('1e999'), '1', null]) expect(fault(json.number, value)).toBeDefined();
    for (const value of [0.5, 2 ** 53, '1', null]) expect(fault(json.integer, value)).toBeDefined();
    expect(fault(json.integer, 2 ** 53 - 1)).toBeUndefined();
  });

  it('has lists that are no objects', () => {
    for (const schema of [json.object({}), loose, numbers, profileSchema])
      expect(fault(schema, [])).toBe('expected Object');
  });

  it('keeps a field whatever its name, but for the prototype, and reads it as the others', () => {
    const given = JSON.parse('{"constructor":1,"prototype":2,"toString":3,"__proto__":4}');
    for (const schema of [loose, numbers]) {
      const read = readAs(schema, given);
      expect(read.ok && Object.entries(read.value as object).sort()).toEqual([
        ['constructor', 1],
        ['prototype', 2],
        ['toString', 3],
      ]);
    }
    expect(fault(numbers, { constructor: 'x' })).toBe('constructor: expected number');
    expect(readAs(json.object({ a: v.number() }), { a: 1, constructor: 2 })).toEqual({ ok: true, value: { a: 1 } });
  });
});
