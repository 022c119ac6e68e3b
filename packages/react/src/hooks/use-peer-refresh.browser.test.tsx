import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { Chat } from '../parts/Chat.js';
import { ConversationList } from '../parts/ConversationList.js';
import { fakeChat, fakeClient, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';

const anna = fakeUser('anna');
const group = {
  id: '7',
  name: 'Lake',
  description: '',
  kind: 'private',
  owner: 'anna',
  ownerAppKey: 'default',
} as const;

it('[O7 S13] people who show are asked about at once and together, groups are not', async () => {
  const chats = [
    fakeChat(anna, fakeUser('bert')),
    fakeChat(anna, { ...group, memberCount: 2, maxMembers: 9 }),
    fakeChat(anna, fakeUser('carl')),
  ];
  const { client, status } = fakeClient(anna, chats);
  const asked: string[] = [];
  client.users.getMany = async (names) => {
    asked.push(names.join());
    return [];
  };
  status.set('offline');
  const [first] = chats;
  render(
    client,
    <>
      <ConversationList />
      {first && <Chat conversation={first.live.get()} />}
    </>,
  );
  await expect.element(page.getByRole('link', { name: 'bert' })).toBeVisible();
  // Somebody looks: the window has the focus.
  await page.getByRole('textbox').click();
  expect(asked).toEqual([]);
  status.set('online');
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  // The list and the chat, and React's second look: what one of them has asked for no other asks again.
  expect(asked.join().split(',').sort()).toEqual(['bert', 'carl']);
});
