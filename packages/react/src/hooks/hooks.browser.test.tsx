import { ImError, type Target } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { fakeChat, fakeClient, fakeMessage, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import { useConversations, useUnreadCount } from './use-client-state.js';
import { useConnectionProblem } from './use-connection-problem.js';
import { useConversation } from './use-conversation.js';
import { useGroupMembers } from './use-group-members.js';
import { useMessageActions } from './use-message-actions.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');

describe('hooks', () => {
  it('[S9] show what changes', async () => {
    const chat = fakeChat(anna, bert, { unreadCount: 2 });
    const View = () => <p>{useUnreadCount()} unread</p>;
    render(fakeClient(anna, [chat]).client, <View />);
    await expect.element(page.getByText('2 unread')).toBeVisible();
    chat.change({ unreadCount: 5 });
    await expect.element(page.getByText('5 unread')).toBeVisible();
  });

  it('useConversation finds by id and by whom it is with, and asks about who is unknown', async () => {
    const { client } = fakeClient(anna, [fakeChat(anna, bert)]);
    const asked: Target[] = [];
    client.conversations.open = async (target) => {
      asked.push(target);
      throw new ImError('NOT_FOUND');
    };
    const View = ({ of }: { of: Target | string }) => {
      const state = useConversation(of);
      if (state.kind === 'open') return <p>with {state.conversation.title}</p>;
      return <p>{state.kind === 'failed' && ImError.is(state.error) ? state.error.code : state.kind}</p>;
    };
    const views = (
      <>
        <View of="single_default_bert" />
        <View of={{ user: 'bert' }} />
        <View of={{ user: 'nobody' }} />
      </>
    );
    render(client, views);
    await expect.poll(() => page.getByText('with bert').elements().length).toBe(2);
    await expect.element(page.getByText('NOT_FOUND')).toBeVisible();
    expect(new Set(asked.map((target) => JSON.stringify(target)))).toEqual(new Set(['{"user":"nobody"}']));
  });

  it('useMessageActions stays the same while the conversation changes, and acts on the newest', async () => {
    const chat = fakeChat(anna, bert);
    const seen = new Set<unknown>();
    const View = () => {
      const [conversation] = useConversations();
      const actions = useMessageActions(conversation ?? chat.live.get());
      seen.add(actions);
      return (
        <button type="button" onClick={() => actions.send('hello')}>
          {conversation?.unreadCount} unread
        </button>
      );
    };
    render(fakeClient(anna, [chat]).client, <View />);
    await expect.element(page.getByText('0 unread')).toBeVisible();
    const heard: unknown[] = [];
    const { send } = chat.live.get();
    chat.change({
      unreadCount: 5,
      send: (content) => {
        heard.push(content);
        return send(content);
      },
    });
    await page.getByText('5 unread').click();
    expect(heard).toEqual(['hello']);
    expect(seen.size).toBe(1);
  });

  it('useGroupMembers reads again when the group changes', async () => {
    const owner = { user: anna, role: 'owner', joinedAt: new Date(0) } as const;
    const { client, emit } = fakeClient(anna, []);
    let members = [owner] as Awaited<ReturnType<typeof client.groups.members>>;
    client.groups.members = async () => members;
    const View = () => (
      <p>
        {useGroupMembers('7')
          .members.map(({ user }) => user.username)
          .join(' and ')}
      </p>
    );
    render(client, <View />);
    await expect.element(page.getByText('anna', { exact: true })).toBeVisible();
    members = [owner, { ...owner, user: bert, role: 'member' }];
    const message = fakeMessage(anna, {
      type: 'event',
      event: { kind: 'members_added', actor: anna, members: [bert] },
    });
    emit('message.new', { message, conversation: fakeChat(anna, bert).live.get() });
    await expect.element(page.getByText('anna and bert')).toBeVisible();
  });

  it('[web: banner with reason] useConnectionProblem keeps silent for three seconds, then tells, and is gone with the connection', async () => {
    const { client, status } = fakeClient(anna, []);
    const View = () => <p>problem: {useConnectionProblem() ?? 'none'}</p>;
    render(client, <View />);
    const begun = performance.now();
    status.set('offline');
    await expect.element(page.getByText('problem: no_server')).toBeVisible();
    expect(performance.now() - begun).toBeGreaterThan(2_900);
    status.set('syncing');
    await expect.element(page.getByText('problem: catching_up')).toBeVisible();
    status.set('online');
    await expect.element(page.getByText('problem: none')).toBeVisible();
  });
});
