import {
  type Clock,
  ok,
  profileSchema,
  type Refusal,
  type Result,
  readAs,
  refusal,
  refused,
  usernameSchema,
} from '@palaver/protocol';
import { createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { TokenVerifier } from '../core-ports.js';
import type { ApplicationRow } from '../store/people-rows.js';

/** Public keys only verify these; a shared secret never passes for one, nor the other way round. */
const publicKeyAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/**
 * Login tokens of an application's own back end: JWT, signed with one of its master secrets (HS256) or a key of its JWKS.
 * `sub` is the username and `exp` is required; `aud`, where present, must name the application. How long a token lives is
 * the back end's to decide: whoever can sign can always sign another.
 */
export function jwtVerifier(clock: Clock): TokenVerifier {
  return {
    async verify(token, application) {
      try {
        return claims(await verifiedPayload(token, application, clock), application);
      } catch (error) {
        if (error instanceof errors.JWTExpired) return refused(refusal('TOKEN_EXPIRED'));
        return refused(refusal('UNAUTHENTICATED'));
      }
    },
  };
}

async function verifiedPayload(token: string, application: ApplicationRow, clock: Clock): Promise<JWTPayload> {
  const common = { currentDate: new Date(clock.now()), requiredClaims: ['sub', 'exp'] };
  const { alg } = decodeProtectedHeader(token);
  if (alg !== undefined && publicKeyAlgorithms.includes(alg) && application.settings.jwks) {
    const keys = createLocalJWKSet(application.settings.jwks as JSONWebKeySet);
    return (await jwtVerify(token, keys, { ...common, algorithms: publicKeyAlgorithms })).payload;
  }
  let fault: unknown = new errors.JOSEAlgNotAllowed();
  for (const secret of application.secrets) {
    try {
      return (await jwtVerify(token, new TextEncoder().encode(secret), { ...common, algorithms: ['HS256'] })).payload;
    } catch (error) {
      // An expired token was signed rightly: that fault tells more than the next secret's.
      if (error instanceof errors.JWTExpired) throw error;
      fault = error;
    }
  }
  throw fault;
}

function claims(
  payload: JWTPayload,
  application: ApplicationRow,
): Result<{ username: string; nickname?: string }, Refusal> {
  const audience = payload.aud === undefined ? [application.key] : [payload.aud].flat();
  const username = readAs(usernameSchema, payload.sub);
  if (!audience.includes(application.key) || !username.ok) return refused(refusal('UNAUTHENTICATED'));
  // A name that no profile may have is passed over: it is no reason to shut its user out.
  const profile = readAs(profileSchema, { nickname: payload.nickname });
  const nickname = profile.ok ? profile.value.nickname : undefined;
  return ok({ username: username.value, ...(nickname !== undefined && { nickname }) });
}
