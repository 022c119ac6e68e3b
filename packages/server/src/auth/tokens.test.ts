import { VirtualClock } from '@palaver/protocol';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ApplicationRow } from '../store/people-rows.js';
import { jwtVerifier } from './tokens.js';

const clock = new VirtualClock();
const now = Math.floor(clock.now() / 1000);
const application: ApplicationRow = {
  id: 1,
  key: 'shop',
  name: 'Shop',
  secrets: ['new-secret-new-secret-new-secret', 'old-secret-old-secret-old-secret'],
  settings: { registration: 'open', devices: 'one_per_class', limits: {} },
  createdAt: 0,
};
const bytes = (text: string) => new TextEncoder().encode(text);
const hs256 = (claims: JWTPayload, secret = application.secrets[0] ?? '', alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(bytes(secret));
const claims = { sub: 'alice', exp: now + 60 };
const outcome = async (token: string, of: ApplicationRow = application) => {
  const result = await jwtVerifier(clock).verify(token, of);
  return result.ok ? result.value : result.error.code;
};

describe("a token of the application's back end", () => {
  it('is taken with any of the master secrets', async () => {
    expect(await outcome(await hs256(claims))).toEqual({ username: 'alice' });
    expect(await outcome(await hs256({ ...claims, nickname: 'Al' }, application.secrets[1]))).toEqual({
      username: 'alice',
      nickname: 'Al',
    });
    expect(await outcome(await hs256({ ...claims, aud: ['other', 'shop'] }))).toEqual({ username: 'alice' });
  });

  it('with a name that no profile may have is taken without it', async () => {
    for (const nickname of ['x'.repeat(65), 'two\nlines', '\ud800', 5, null])
      expect(await outcome(await hs256({ ...claims, nickname })), String(nickname)).toEqual({ username: 'alice' });
  });

  it('[Sessions] that has expired says so, whichever secret signed it', async () => {
    for (const secret of application.secrets)
      expect(await outcome(await hs256({ ...claims, exp: now - 1 }, secret))).toBe('TOKEN_EXPIRED');
  });

  it('[Sessions] signed by another, for another, unsigned or incomplete is refused', async () => {
    const tampered = (await hs256(claims)).split('.');
    tampered[1] = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
    const wrong = {
      'another secret': await hs256(claims, 'x'.repeat(32)),
      'expired and of another secret': await hs256({ ...claims, exp: now - 1 }, 'x'.repeat(32)),
      'another hash': await hs256(claims, application.secrets[0], 'HS512'),
      'alg none': new UnsecuredJWT(claims).encode(),
      'alg none with a signature': `${new UnsecuredJWT(claims).encode()}AAAA`,
      'another application': await hs256({ ...claims, aud: 'bank' }),
      'not yet': await hs256({ ...claims, nbf: now + 60 }),
      'no end': await hs256({ sub: 'alice' }),
      'no user': await hs256({ exp: claims.exp }),
      'a number for a user': await hs256({ ...claims, sub: 5 as never }),
      'an impossible user': await hs256({ ...claims, sub: 'a b' }),
      'an impossible end': await hs256({ ...claims, exp: 'soon' as never }),
      tampered: tampered.join('.'),
      empty: '',
      nonsense: 'a.b.c',
    };
    for (const [what, token] of Object.entries(wrong)) expect(await outcome(token), what).toBe('UNAUTHENTICATED');
  });

  it('[Sessions] is taken with a key of the JWKS, and a public key is no shared secret', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
    const withKeys = { ...application, settings: { ...application.settings, jwks: { keys: [jwk] } } };
    const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey);
    expect(await outcome(signed, withKeys)).toEqual({ username: 'alice' });
    expect(await outcome(signed), 'without the keys').toBe('UNAUTHENTICATED');
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(bytes(JSON.stringify(jwk)));
    expect(await outcome(confused, withKeys)).toBe('UNAUTHENTICATED');
    const shared = { kty: 'oct', k: Buffer.from('x'.repeat(32)).toString('base64url'), kid: 'two', alg: 'HS256' };
    const withShared = { ...application, settings: { ...application.settings, jwks: { keys: [shared] } } };
    expect(await outcome(await hs256(claims, 'x'.repeat(32)), withShared)).toBe('UNAUTHENTICATED');
  });
});
