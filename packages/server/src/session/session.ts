import { type CloseReason, type Operation, type Refusal, refusal } from '@palaver/protocol';

/** Where a connection stands. */
export type Session =
  | { readonly phase: 'greeting'; readonly isLoggingIn: boolean }
  | { readonly phase: 'open' }
  /** The server is going: what was begun is answered, nothing more is taken. */
  | { readonly phase: 'draining' }
  | { readonly phase: 'closed'; readonly reason: CloseReason | 'gone' };

export type SessionInput =
  | { readonly kind: 'request'; readonly operation: Operation }
  | { readonly kind: 'login accepted' }
  | { readonly kind: 'login refused' }
  | { readonly kind: 'drain' }
  | { readonly kind: 'close'; readonly reason: CloseReason | 'gone' };

/** What follows: `handle` the request, `refuse` it, `pass` over it; for all else `done`, or `late` where it came too late. */
export type SessionStep = {
  readonly session: Session;
  readonly verdict:
    | { readonly kind: 'handle' | 'pass' | 'done' | 'late' }
    | { readonly kind: 'refuse'; readonly refusal: Refusal };
};

export const greeting: Session = { phase: 'greeting', isLoggingIn: false };

const beforeLogin: readonly Operation[] = ['register', 'login', 'ping'];

export function step(session: Session, input: SessionInput): SessionStep {
  const verdict = (kind: 'handle' | 'pass' | 'done' | 'late', next = session): SessionStep => ({
    session: next,
    verdict: { kind },
  });
  const refuse = (code: 'NOT_LOGGED_IN' | 'INVALID', message?: string): SessionStep => ({
    session,
    verdict: { kind: 'refuse', refusal: refusal(code, message) },
  });

  if (session.phase === 'closed') return verdict(input.kind === 'request' ? 'pass' : 'late');
  switch (input.kind) {
    case 'request': {
      const { operation } = input;
      if (session.phase === 'draining') return verdict('pass');
      if (session.phase === 'open') {
        return operation === 'login' || operation === 'register'
          ? refuse('INVALID', 'This connection has logged in.')
          : verdict('handle');
      }
      if (!beforeLogin.includes(operation)) return refuse('NOT_LOGGED_IN');
      if (operation !== 'login') return verdict('handle');
      if (session.isLoggingIn) return refuse('INVALID', 'A login is being answered.');
      return verdict('handle', { phase: 'greeting', isLoggingIn: true });
    }
    case 'login accepted':
      return session.phase === 'greeting' ? verdict('done', { phase: 'open' }) : verdict('late');
    case 'login refused':
      return session.phase === 'greeting' ? verdict('done', greeting) : verdict('late');
    case 'drain':
      return verdict('done', { phase: 'draining' });
    case 'close':
      return verdict('done', { phase: 'closed', reason: input.reason });
  }
}
