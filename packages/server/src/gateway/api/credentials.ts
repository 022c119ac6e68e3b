import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Clock, type Refusal, refusal } from '@palaver/protocol';
import type { MiddlewareHandler } from 'hono';
import { Attempts } from '../../auth/attempts.js';
import type { BackEnd } from '../../backend/back-end.js';
import type { ApplicationRow } from '../../store/people-rows.js';
import { problem } from '../problem.js';

/** What every handler of an application's back end knows of its caller. */
export interface ApiEnv {
  readonly Bindings: { readonly incoming: IncomingMessage };
  readonly Variables: { application: ApplicationRow };
}

export interface CredentialsDeps {
  readonly backEnd: Pick<BackEnd, 'applications'>;
  readonly clock: Clock;
  readonly addressOf: (request: IncomingMessage) => string;
}

/**
 * Basic appKey:masterSecret. Unknown applications and wrong secrets are answered alike, in the same time, and who guesses
 * is slowed as with passwords.
 */
export function createCredentials({ backEnd, clock, addressOf }: CredentialsDeps): MiddlewareHandler<ApiEnv> {
  const attempts = new Attempts(clock);

  return async (context, next) => {
    const given = readBasic(context.req.header('authorization'));
    if (!given) return challenge(missing);
    const application = await backEnd.applications.byKey(given.appKey);
    const address = addressOf(context.env.incoming);
    const retryAfterMs = attempts.waitFor(address, given.appKey);
    if (retryAfterMs > 0) return problem(refusal('RATE_LIMITED', undefined, retryAfterMs));
    // From here to the verdict nothing waits: requests side by side do not take each other's attempts.
    const attempt = attempts.begin(address, given.appKey);
    if (!isOneOf(given.secret, application?.secrets ?? []) || !application) return challenge(wrong);
    attempt.succeeded();
    context.set('application', application);
    return next();
  };
}

const missing = refusal('UNAUTHENTICATED', 'This needs the application key and a master secret, as Basic credentials.');
const wrong = refusal('UNAUTHENTICATED', 'The application key or the master secret is wrong.');

function challenge(refusal: Refusal): Response {
  const response = problem(refusal);
  response.headers.set('www-authenticate', 'Basic realm="palaver", charset="UTF-8"');
  return response;
}

function readBasic(header: string | undefined): { readonly appKey: string; readonly secret: string } | undefined {
  const encoded = /^basic ([A-Za-z0-9+/]{1,1024}={0,2})$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon > 0 ? { appKey: decoded.slice(0, colon), secret: decoded.slice(colon + 1) } : undefined;
}

/** Two comparisons whatever there is to compare with: neither their number nor their course tells anything. */
function isOneOf(given: string, [newer, older]: readonly string[]): boolean {
  const isNewer = isSame(given, newer ?? '');
  const isOlder = isSame(given, older ?? '');
  return (newer !== undefined && isNewer) || (older !== undefined && isOlder);
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
