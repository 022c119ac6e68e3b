import { expect, it } from 'vitest';
import { errorCodes, ImError } from './errors.js';

it("an error has JMessage's number, that of its operation where it has one of its own", () => {
  expect(new ImError('BLOCKED').legacyCode).toBe(803008);
  expect(new ImError('NOT_FOUND', undefined, { operation: 'send to group' }).legacyCode).toBe(803004);
  expect(new ImError('NOT_FOUND', undefined, { operation: 'groups.get' }).legacyCode).toBe(800018);
  expect(new ImError('FORBIDDEN', undefined, { operation: 'groups.remove_members' }).legacyCode).toBe(811006);
  expect(new ImError('RETRACT_TIMEOUT', undefined, { operation: 'retract' }).legacyCode).toBe(855001);
  expect(new ImError('FORBIDDEN', undefined, { legacyCode: 855002 }).legacyCode).toBe(855002);
  expect(new ImError('VERSION').legacyCode).toBeUndefined();
});

it('has no number for what JMessage does not know', () => {
  const without = errorCodes.filter((code) => new ImError(code).legacyCode === undefined);
  expect(without).toEqual(['ID_REUSED', 'SERVER_FULL', 'BUSY', 'VERSION']);
});
