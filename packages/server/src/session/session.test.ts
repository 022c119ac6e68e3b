import { type Operation, requests } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { greeting, type Session, step } from './session.js';

const operations = Object.keys(requests) as Operation[];
const request = (session: Session, operation: Operation) => step(session, { kind: 'request', operation }).verdict;

it('[P4] before login only register, login and ping are taken', () => {
  const handled = operations.filter((operation) => request(greeting, operation).kind === 'handle');
  expect(handled).toEqual(['register', 'login', 'ping']);
  expect(request(greeting, 'send')).toMatchObject({ kind: 'refuse', refusal: { code: 'NOT_LOGGED_IN' } });
});

it('[P4] while a login is being answered nothing else is logged in, and a second login is invalid', () => {
  const { session } = step(greeting, { kind: 'request', operation: 'login' });
  expect(request(session, 'login')).toMatchObject({ kind: 'refuse', refusal: { code: 'INVALID' } });
  expect(request(session, 'sync')).toMatchObject({ kind: 'refuse', refusal: { code: 'NOT_LOGGED_IN' } });
  const again = step(session, { kind: 'login refused' }).session;
  expect(request(again, 'login').kind).toBe('handle');
  const { session: open } = step(session, { kind: 'login accepted' });
  expect(open).toEqual({ phase: 'open' });
  expect(request(open, 'login')).toMatchObject({ kind: 'refuse', refusal: { code: 'INVALID' } });
  expect(request(open, 'send').kind).toBe('handle');
});

it('takes nothing while the server goes, and ends once', () => {
  const { session: draining } = step({ phase: 'open' }, { kind: 'drain' });
  expect(operations.map((operation) => request(draining, operation).kind)).toEqual(operations.map(() => 'pass'));
  const closed = step(draining, { kind: 'close', reason: 'drained' });
  expect(closed).toEqual({ session: { phase: 'closed', reason: 'drained' }, verdict: { kind: 'done' } });
  expect(step(closed.session, { kind: 'close', reason: 'silent' })).toEqual({
    session: closed.session,
    verdict: { kind: 'late' },
  });
  expect(step(closed.session, { kind: 'login accepted' }).verdict.kind).toBe('late');
  expect(step(draining, { kind: 'login accepted' }).verdict.kind).toBe('late');
});
