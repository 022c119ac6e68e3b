import { type Client, type Events, ImError, type User } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { makePassword } from './password.js';
import { createSession } from './session.js';

const anna: User = { username: 'anna', appKey: 'default', displayName: 'anna' };
const account = { username: 'anna', password: 'a password' };

/** A client that answers as told and remembers what it was asked. */
function cast(answers: Partial<Pick<Client, 'register' | 'login' | 'resume'>> = {}) {
  const asked: string[] = [];
  let end = (_event: Events['session.ended']) => {};
  const client = {
    on: (_type: string, listener: typeof end) => {
      end = listener;
      return () => undefined;
    },
    register: async () => void asked.push('register'),
    login: async () => {
      asked.push('login');
      return anna;
    },
    resume: async () => undefined,
    logout: async (options: unknown) => void asked.push(`logout ${JSON.stringify(options)}`),
    ...answers,
  } as unknown as Client;
  return { session: createSession(client), asked, end: (reason: Events['session.ended']['reason']) => end({ reason }) };
}

describe('the session', () => {
  it('comes back as who was here last, and stays out where nobody was or the store fails', async () => {
    const back = cast({ resume: async () => anna });
    expect(back.session.get()).toEqual({ kind: 'opening' });
    await back.session.resume();
    expect(back.session.get()).toEqual({ kind: 'in' });

    const none = cast();
    await none.session.resume();
    expect(none.session.get()).toEqual({ kind: 'out' });

    const broken = cast({ resume: () => Promise.reject(new ImError('STORE')) });
    await broken.session.resume();
    expect(broken.session.get()).toEqual({ kind: 'out' });
  });

  it('begins with a name: an account, and in, the password shown until it is noted', async () => {
    const { session, asked } = cast();
    await session.join(account);
    expect(asked).toEqual(['register', 'login']);
    expect(session.get()).toEqual({ kind: 'in', newPassword: 'a password' });
    session.forgetNewPassword();
    expect(session.get()).toEqual({ kind: 'in' });
  });

  it('does not log in where the name is taken', async () => {
    const { session, asked } = cast({ register: () => Promise.reject(new ImError('USER_EXISTS')) });
    await session.resume();
    await expect(session.join(account)).rejects.toMatchObject({ code: 'USER_EXISTS' });
    expect(asked).toEqual([]);
    expect(session.get()).toEqual({ kind: 'out' });
  });

  it('ends with its reason, and with nothing left behind when one goes', async () => {
    const { session, asked, end } = cast();
    await session.logIn(account);
    end('password_changed');
    expect(session.get()).toEqual({ kind: 'out', ended: 'password_changed' });
    await session.logIn(account);
    await session.logOut();
    expect(asked.at(-1)).toBe('logout {"wipe":true}');
    expect(session.get()).toEqual({ kind: 'out' });
  });
});

describe('makePassword', () => {
  it('makes what can be copied by hand, and never the same', () => {
    const made = Array.from({ length: 200 }, makePassword);
    expect(new Set(made).size).toBe(made.length);
    for (const password of made) expect(password).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/);
  });
});
