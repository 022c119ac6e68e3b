import { describe, expect, it } from 'vitest';
import { listen, Stage } from './testing/stage.js';

const texts = (messages: readonly { content: { type: string } }[]) =>
  messages.map(({ content }) => ('text' in content ? content.text : content.type));

describe('two people', () => {
  it('[S25 S32] what one sends, the other receives once', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const bobby = await stage.online('bobby');
    const heardByAlice = listen(alice);
    const heardByBobby = listen(bobby);

    const handle = alice.send({ user: 'bobby' }, 'hello');
    const optimistic = await stage.until(handle.message);
    expect(optimistic).toMatchObject({ id: handle.id, status: 'sending', isOwn: true });
    const sent = await stage.until(handle);
    expect(sent).toMatchObject({ id: handle.id, status: 'sent', seq: 1 });
    await stage.pass(10);

    expect(heardByAlice).toEqual(['sent hello']);
    expect(heardByBobby).toEqual(['new hello', 'unread 1']);
    const conversation = bobby.conversations.peek({ user: 'alice' });
    expect(conversation).toMatchObject({ title: 'alice', unreadCount: 1, lastMessage: { status: 'received' } });
    expect(texts((await stage.until(conversation?.messages.all() ?? Promise.reject())) ?? [])).toEqual(['hello']);
    expect(stage.errors).toEqual([]);
  });
});
