import { ImError } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { argon2Passwords } from './passwords.js';

describe('passwords', () => {
  it('[Sessions] are kept as argon2id, and only the right one passes', async () => {
    const passwords = argon2Passwords();
    const verifier = await passwords.hash('correct horse');
    expect(verifier).toMatch(/^\$argon2id\$/);
    expect(await passwords.hash('correct horse')).not.toBe(verifier);
    expect(await passwords.verify(verifier, 'correct horse')).toBe(true);
    expect(await passwords.verify(verifier, 'correct horsE')).toBe(false);
  });

  it('a verifier that cannot be read is a wrong password', async () => {
    for (const verifier of ['', 'plain', '$argon2id$v=19$m=1$x'])
      expect(await argon2Passwords().verify(verifier, 'x'), verifier).toBe(false);
  });

  it('[Load] are refused with BUSY when too many wait, and the others get their turn', async () => {
    const passwords = argon2Passwords(3);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => passwords.hash('x')));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(ImError.is(reason, 'BUSY') && reason.retryAfterMs).toBeGreaterThan(0);
    expect(await passwords.hash('x')).toMatch(/^\$argon2id\$/);
  });
});
