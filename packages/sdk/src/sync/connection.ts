import type { EndReason, ErrorCode } from '@palaver/protocol';
import { errors } from '@palaver/protocol';
import type { ConnectionStatus } from '../api.js';
import type { Loss } from './link.js';
import { reconnectDelayMs } from './reconnect-policy.js';

/** Where the connection stands. `attempt` counts what failed since the last time it was online. */
export type ConnectionState =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting'; readonly attempt: number; readonly since: number }
  | { readonly name: 'syncing'; readonly attempt: number }
  | { readonly name: 'online' }
  | { readonly name: 'waiting'; readonly attempt: number }
  | { readonly name: 'needs login'; readonly attempt: number; readonly isRenewing: boolean }
  | { readonly name: 'closed'; readonly reason: EndReason | 'version' };

export type ConnectionInput =
  | { readonly type: 'start'; readonly now: number }
  /** The server accepted the session: after an attempt of ours, or with a login that opened the connection itself. */
  | { readonly type: 'accepted' }
  | { readonly type: 'caught up' }
  | ({ readonly type: 'lost' } & Loss & Circumstances)
  | ({
      readonly type: 'refused';
      readonly code: ErrorCode;
      readonly retryAfterMs?: number | undefined;
      /** Whether there is somebody to ask for new credentials. */
      readonly canRenew: boolean;
    } & Circumstances)
  | { readonly type: 'ended'; readonly reason: EndReason }
  | ({ readonly type: 'renewed'; readonly hasCredentials: boolean } & Circumstances)
  /** The wait is over, or the network or the page came back. */
  | { readonly type: 'due'; readonly now: number }
  | { readonly type: 'stop' };

interface Circumstances {
  readonly now: number;
  readonly isHidden: boolean;
  readonly fraction: number;
}

export type ConnectionEffect =
  | { readonly do: 'open' }
  | { readonly do: 'drop' }
  | { readonly do: 'sync' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'renew' }
  | { readonly do: 'end'; readonly reason: EndReason };

export interface Step {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}

/** The one transition function. An input that has no meaning in a state changes nothing. */
export function step(state: ConnectionState, input: ConnectionInput): Step {
  const stay: Step = { state, effects: [] };
  switch (input.type) {
    case 'stop':
      return { state: { name: 'idle' }, effects: [{ do: 'drop' }] };
    case 'start':
      return isUnderWay(state) ? stay : open(0, input.now);
    case 'accepted':
      return { state: { name: 'syncing', attempt: attemptOf(state) }, effects: [{ do: 'sync' }] };
    case 'caught up':
      return state.name === 'syncing' ? { state: { name: 'online' }, effects: [] } : stay;
    case 'due':
      return state.name === 'waiting' ? open(state.attempt, input.now) : stay;
    case 'ended':
      return end(input.reason);
    case 'lost':
      if (!isUnderWay(state)) return stay;
      if (!input.shouldReconnect) return { state: { name: 'closed', reason: 'version' }, effects: [{ do: 'drop' }] };
      return wait(state, input);
    case 'renewed':
      if (state.name !== 'needs login' || !state.isRenewing) return stay;
      return input.hasCredentials ? open(state.attempt, input.now) : wait(state, input);
    case 'refused':
      if (state.name !== 'connecting') return stay;
      if (errors[input.code].disposition === 'retry' || input.code === 'INTERNAL') return wait(state, input);
      if (errors[input.code].disposition === 'fatal')
        return { state: { name: 'closed', reason: 'version' }, effects: [{ do: 'drop' }] };
      if (input.code === 'FORBIDDEN') return end('user_disabled');
      if (!input.canRenew) return end('token_expired');
      return {
        state: { name: 'needs login', attempt: state.attempt + 1, isRenewing: true },
        effects: [{ do: 'drop' }, { do: 'renew' }],
      };
  }
}

const isUnderWay = (state: ConnectionState) =>
  state.name === 'connecting' || state.name === 'syncing' || state.name === 'online' || state.name === 'waiting';

const attemptOf = (state: ConnectionState) => ('attempt' in state ? state.attempt : 0);

const open = (attempt: number, now: number): Step => ({
  state: { name: 'connecting', attempt, since: now },
  effects: [{ do: 'open' }],
});

function wait(state: ConnectionState, input: Circumstances & { retryAfterMs?: number | undefined }): Step {
  const attempt = attemptOf(state);
  const spentMs = state.name === 'connecting' ? input.now - state.since : 0;
  const ms = reconnectDelayMs({ ...input, attempt, spentMs });
  return {
    state: { name: 'waiting', attempt: attempt + 1 },
    effects: [{ do: 'drop' }, { do: 'wait', ms }],
  };
}

/** An expired session asks its owner to log in; any other end was somebody's decision. */
function end(reason: EndReason): Step {
  const isExpired = reason === 'token_expired' || reason === 'logged_out';
  return {
    state: isExpired ? { name: 'needs login', attempt: 0, isRenewing: false } : { name: 'closed', reason },
    effects: [{ do: 'drop' }, { do: 'end', reason }],
  };
}

/** What the state is to those who only watch. */
export function statusOf(state: ConnectionState): ConnectionStatus {
  switch (state.name) {
    case 'waiting':
      return 'offline';
    case 'needs login':
      return state.isRenewing ? 'connecting' : 'expired';
    case 'closed':
      return state.reason === 'version' ? 'offline' : 'kicked';
    default:
      return state.name;
  }
}
