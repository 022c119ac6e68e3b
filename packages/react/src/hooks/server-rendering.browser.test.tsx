import type { Client } from '@palaver/sdk';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Chat } from '../parts/Chat.js';
import { ConversationList } from '../parts/ConversationList.js';
import { fakeChat, fakeClient, fakeMessage, fakeUser } from '../testing/fake-client.js';
import { PalaverProvider } from './provider.js';
import { useAttention } from './use-attention.js';
import { useBlocked } from './use-blocked.js';
import { useChatrooms } from './use-chatrooms.js';
import { useConversations, useMe, useStatus, useUnreadCount } from './use-client-state.js';
import { useConnectionProblem } from './use-connection-problem.js';
import { useConversation } from './use-conversation.js';
import { useDevices } from './use-devices.js';
import { useLogin } from './use-login.js';
import { usePeople } from './use-people.js';
import { useProfile } from './use-profile.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');

/** Rendered with one client, as on a server, and taken over with another. Gives what React complained about. */
function takeOver(view: ReactNode, onServer: Client, inBrowser: Client) {
  const complaints: string[] = [];
  const heard = vi.spyOn(console, 'error').mockImplementation((...words) => {
    const line = words.map(String).join(' ');
    // The browser's own remark that a list was measured twice in one frame.
    if (!line.includes('ResizeObserver loop')) complaints.push(line);
  });
  const host = document.createElement('div');
  host.style.cssText = 'display:grid;height:500px';
  document.body.append(host);
  host.innerHTML = renderToString(<PalaverProvider client={onServer}>{view}</PalaverProvider>);
  const rendered = host.innerHTML;
  const root = hydrateRoot(host, <PalaverProvider client={inBrowser}>{view}</PalaverProvider>, {
    onRecoverableError: (error) => complaints.push(String(error)),
  });
  onTestFinished(() => {
    root.unmount();
    host.remove();
    heard.mockRestore();
  });
  return { rendered, complaints };
}

/** As it is where nobody is logged in. */
function nobodysClient(): Client {
  const { client, status } = fakeClient(anna, []);
  status.set('idle');
  return Object.assign(client, { me: { get: () => undefined, subscribe: () => () => undefined } });
}

function withVerbs(client: Client): Client {
  const none = async () => [];
  const { users } = client;
  return Object.assign(client, {
    users: { ...users, blocked: none, isAllMuted: { get: () => true, subscribe: () => () => undefined } },
    devices: { list: none },
    chatrooms: { list: async () => ({ items: [], total: 0 }) },
    resume: async () => anna,
  });
}

function Everything() {
  const state = useConversation({ user: 'bert' });
  const { isAllMuted } = useProfile();
  const said = [useMe()?.username, useStatus(), useUnreadCount(), useConversations().length, state.kind, isAllMuted];
  const login = useLogin({ username: 'anna', token: async () => '' });
  useAttention();
  useConnectionProblem();
  useBlocked();
  useDevices();
  useChatrooms();
  return <p>{[...said, login.kind, usePeople().known.length].map(String).join(' ')}</p>;
}

describe('[web: embedding] on a server', () => {
  it('every hook shows what a page shows that takes over, though the page knows more by then', async () => {
    const chat = fakeChat(anna, bert, { unreadCount: 3 });
    chat.messages.set([fakeMessage(bert, 'hello')]);
    const view = (
      <>
        <Everything />
        <ConversationList />
        <Chat with={{ user: 'bert' }} />
      </>
    );
    const { rendered, complaints } = takeOver(
      view,
      withVerbs(nobodysClient()),
      withVerbs(fakeClient(anna, [chat]).client),
    );
    expect(rendered).toContain('undefined idle 0 0 opening false entering 0');
    await expect.element(page.getByText('anna online 3 1 open true in 1')).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'bert' })).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Message to bert' })).toBeVisible();
    expect(complaints).toEqual([]);
  });

  it('a chat that is known there is rendered, and taken over as it is', async () => {
    const chat = fakeChat(anna, bert);
    const answered = fakeMessage(bert, 'what?', { seq: 1 });
    chat.messages.set([answered, fakeMessage(anna, 'that', { seq: 2, replyTo: { id: answered.id, seq: 1 } })]);
    const { client } = fakeClient(anna, [chat]);
    const { rendered, complaints } = takeOver(<Chat conversation={chat.live.get()} />, client, client);
    expect(rendered).toContain('Message to bert');
    await expect.element(page.getByText('that', { exact: true })).toBeVisible();
    expect(complaints).toEqual([]);
  });
});
