import type { User } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { fakeClient, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import { useLogin, type Who } from './use-login.js';

/** A client that keeps whom it is told, and the deeds that it was asked for. */
function stage(kept?: string) {
  const { client, emit } = fakeClient(fakeUser('anna'), []);
  const deeds: string[] = [];
  const sessions: { kept: User | undefined; refuses: boolean } = {
    kept: kept ? fakeUser(kept) : undefined,
    refuses: false,
  };
  Object.assign(client, {
    resume: async () => sessions.kept,
    login: async ({ token }: { token: () => Promise<string> }) => {
      deeds.push(`login ${await token()}`);
      if (sessions.refuses) throw new Error('no');
      sessions.kept = fakeUser((await token()).slice(6));
    },
    logout: async () => {
      deeds.push('logout');
      sessions.kept = undefined;
    },
  });
  return { client, emit, deeds, sessions };
}
const who = (username: string): Who => ({ username, token: async () => `token-${username}` });

function View({ of }: { of: Who | undefined }) {
  const state = useLogin(of);
  const again = 'again' in state ? state.again : undefined;
  return (
    <button type="button" onClick={again}>
      {state.kind}
    </button>
  );
}
const shows = (kind: string) => expect.element(page.getByRole('button', { name: kind, exact: true })).toBeVisible();

describe('[web: embedding] useLogin', () => {
  it('logs in once, though React looks twice', async () => {
    const fresh = stage();
    render(fresh.client, <View of={who('anna')} />);
    await shows('in');
    expect(fresh.deeds).toEqual(['login token-anna']);
  });

  it('takes up the session that is there', async () => {
    const { client, deeds } = stage('anna');
    render(client, <View of={who('anna')} />);
    await shows('in');
    expect(deeds).toEqual([]);
  });

  it('ends somebody else’s session first', async () => {
    const other = stage('bert');
    render(other.client, <View of={who('anna')} />);
    await shows('in');
    expect(other.deeds).toEqual(['logout', 'login token-anna']);
  });

  it('logs out where the page knows nobody', async () => {
    const { client, deeds } = stage('bert');
    render(client, <View of={undefined} />);
    await shows('out');
    await expect.poll(() => deeds).toEqual(['logout']);
  });

  it('tells why it could not, and tries again when asked', async () => {
    const { client, deeds, sessions } = stage();
    sessions.refuses = true;
    render(client, <View of={who('anna')} />);
    await shows('failed');
    sessions.refuses = false;
    await page.getByRole('button', { name: 'failed' }).click();
    await shows('in');
    expect(deeds.at(-1)).toBe('login token-anna');
  });

  it('comes back by itself after a long absence, and not where one went on elsewhere', async () => {
    const { client, emit, deeds, sessions } = stage('anna');
    render(client, <View of={who('anna')} />);
    await shows('in');
    sessions.kept = undefined;
    emit('session.ended', { reason: 'token_expired' });
    await expect.poll(() => deeds).toEqual(['login token-anna']);
    await shows('in');
    emit('session.ended', { reason: 'other_device' });
    await shows('ended');
    expect(deeds).toEqual(['login token-anna']);
  });
});
