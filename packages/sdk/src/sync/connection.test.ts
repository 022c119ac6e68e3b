import { expect, it } from 'vitest';
import { type ConnectionInput, type ConnectionState, statusOf, step } from './connection.js';

const here = { now: 1_000, isHidden: false, fraction: 0.5 };
const lost = { type: 'lost', shouldReconnect: true, ...here } as const;
const refused = (code: 'UNAUTHENTICATED' | 'BUSY' | 'VERSION' | 'FORBIDDEN', canRenew = false) =>
  ({ type: 'refused', code, canRenew, ...here }) as const;

function play(...inputs: ConnectionInput[]): { state: ConnectionState; did: string[] } {
  let state: ConnectionState = { name: 'idle' };
  const did: string[] = [];
  for (const input of inputs) {
    const next = step(state, input);
    state = next.state;
    did.push(...next.effects.map((effect) => effect.do));
  }
  return { state, did };
}
const start = { type: 'start', now: 0 } as const;
const accepted = { type: 'accepted' } as const;
const caughtUp = { type: 'caught up' } as const;

it('[O1 (part)] goes from idle over connecting and syncing to online', () => {
  const { state, did } = play(start, accepted, caughtUp);
  expect(state).toEqual({ name: 'online' });
  expect(did).toEqual(['open', 'sync']);
  expect(play(start).state).toMatchObject({ name: 'connecting' });
  expect(play(start, accepted).state).toMatchObject({ name: 'syncing' });
});

it('[O1 (part)] a lost connection waits and opens again; the wait grows until it is online once', () => {
  const due = { type: 'due', now: 2_000 } as const;
  expect(play(start, accepted, caughtUp, lost).did).toEqual(['open', 'sync', 'drop', 'wait']);
  expect(play(start, lost, due).state).toMatchObject({ name: 'connecting', attempt: 1 });
  expect(play(start, lost, due, accepted, lost).state).toMatchObject({ name: 'waiting', attempt: 2 });
  expect(play(start, lost, due, accepted, caughtUp, lost).state).toMatchObject({ name: 'waiting', attempt: 1 });
});

it('a network that comes back ends the wait, and means nothing elsewhere', () => {
  const due = { type: 'due', now: 2_000 } as const;
  for (const before of [[], [start], [start, accepted], [start, accepted, caughtUp]])
    expect(play(...before, due)).toEqual(play(...before));
});

it('an ended session is kicked or expired, by its reason, and stays so until a login', () => {
  const end = (reason: 'other_device' | 'token_expired') => ({ type: 'ended', reason }) as const;
  const kicked = play(start, accepted, caughtUp, end('other_device'));
  expect(statusOf(kicked.state)).toBe('kicked');
  expect(kicked.did.slice(-2)).toEqual(['drop', 'end']);
  expect(statusOf(play(start, end('token_expired')).state)).toBe('expired');
  expect(play(start, end('other_device'), lost, { type: 'due', now: 9 }).state).toEqual(kicked.state);
  expect(play(start, end('other_device'), accepted).state.name).toBe('syncing');
});

it('refused credentials ask for new ones where somebody can be asked, else the session has expired', () => {
  const asked = play(start, refused('UNAUTHENTICATED', true));
  expect(asked.state).toMatchObject({ name: 'needs login', isRenewing: true });
  expect(asked.did.slice(-1)).toEqual(['renew']);
  const renewed = { type: 'renewed', hasCredentials: true, ...here } as const;
  expect(play(start, refused('UNAUTHENTICATED', true), renewed).state.name).toBe('connecting');
  expect(play(start, refused('UNAUTHENTICATED', true), { ...renewed, hasCredentials: false }).state.name).toBe(
    'waiting',
  );
  expect(statusOf(play(start, refused('UNAUTHENTICATED')).state)).toBe('expired');
  expect(statusOf(play(start, refused('FORBIDDEN', true)).state)).toBe('kicked');
});

it('a busy server is asked again, another version of the wire is not', () => {
  expect(play(start, refused('BUSY')).state.name).toBe('waiting');
  const closed = play(start, refused('VERSION'));
  expect(closed.state).toEqual({ name: 'closed', reason: 'version' });
  expect(play(start, { ...lost, shouldReconnect: false }).state).toEqual(closed.state);
});

it('stopping ends whatever it was', () => {
  const stop = { type: 'stop' } as const;
  for (const before of [[start], [start, accepted], [start, lost], [start, refused('VERSION')]])
    expect(play(...before, stop).state).toEqual({ name: 'idle' });
});
