import '../../styles/palaver.css';
import type { User } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { Chat } from '../parts/Chat.js';
import { fakeChat, fakeClient, fakeMessage, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import { useLive } from './use-live.js';

it('[O7 S13] in a group each is called as he is called now, asked for once; of whom nothing is known, as he was', async () => {
  const [anna, mara, niko] = ['anna', 'mara', 'niko'].map(fakeUser) as [User, User, User];
  const chat = fakeChat(anna, { id: '1', name: 'Tea', owner: 'anna', memberCount: 3 } as never);
  chat.messages.set([
    fakeMessage(mara, 'one'),
    fakeMessage(niko, 'two'),
    fakeMessage(mara, 'three'),
    fakeMessage(anna, 'four'),
  ]);
  const { client } = fakeClient(anna, [chat]);
  const asked: string[][] = [];
  client.users.getMany = async (names) => {
    asked.push([...names].sort());
    return [{ ...mara, displayName: 'Mara M.' }];
  };
  const View = () => <Chat conversation={useLive(chat.live)} />;
  const host = render(client, <View />);
  // Somebody looks: the window has the focus.
  await page.getByRole('textbox').click();
  await expect.element(page.getByText('Mara M.').first()).toBeVisible();
  const names = () => [...host.querySelectorAll('.pv-author')].map(({ textContent }) => textContent);
  expect(names()).toEqual(['Mara M.', 'niko', 'Mara M.']);
  expect(asked).toEqual([['mara', 'niko']]);
});
