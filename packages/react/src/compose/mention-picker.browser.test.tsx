import '../../styles/palaver.css';
import type { GroupMember } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useLive } from '../hooks/use-live.js';
import { Chat } from '../parts/Chat.js';
import { fakeChat, fakeClient, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';

const anna = fakeUser('anna');
const member = (username: string, displayName: string): GroupMember => ({
  user: { ...fakeUser(username), displayName },
  role: 'member',
  joinedAt: new Date(0),
});
const tea = { id: '1', name: 'Tea', owner: 'anna', memberCount: 3 } as never;

describe('[web: mentions] the picker', () => {
  it('takes all that was written behind the @, however quickly the key follows', async () => {
    const chat = fakeChat(anna, tea);
    const View = () => <Chat conversation={useLive(chat.live)} />;
    render(fakeClient(anna, [chat], [member('mara', 'Mara'), member('niko', 'Niko')]).client, <View />);
    const field = page.getByRole('textbox');
    await field.click();
    await userEvent.keyboard('Hi @');
    await expect.element(page.getByRole('listbox')).toBeVisible();
    const area = field.element() as HTMLTextAreaElement;
    // As a quick typist's browser does it: the letters and the key, before it tells that the caret has moved.
    const type = (text: string) => {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
      area.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
    };
    for (const letter of 'mar') type(letter);
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await expect.element(field).toHaveValue('Hi @Mara ');
    await userEvent.keyboard('!{Enter}');
    await expect.poll(() => chat.calls.filter((call) => call.startsWith('send'))).toEqual(['send "Hi @Mara !"']);
  });

  it('finds whoever is in the group, also the last of the largest', async () => {
    const chat = fakeChat(anna, tea);
    const View = () => <Chat conversation={useLive(chat.live)} />;
    const many = Array.from({ length: 9_999 }, (_, n) => member(`user${n}`, `User ${n}`));
    render(fakeClient(anna, [chat], [...many, member('zoe', 'Zoë')]).client, <View />);
    await page.getByRole('textbox').click();
    await userEvent.keyboard('@zo');
    await expect.element(page.getByRole('option', { name: 'Zoë' })).toBeVisible();
  });
});
