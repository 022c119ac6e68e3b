import '../../styles/palaver.css';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { useLive } from '../hooks/use-live.js';
import { Chat } from '../parts/Chat.js';
import { fakeChat, fakeClient, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import { mostAttachments } from './use-attachments.js';

describe('[web: attachments] more files than one message takes', () => {
  it('stay behind, and it is said; with one taken away there is room again', async () => {
    const anna = fakeUser('anna');
    const chat = fakeChat(anna, fakeUser('bert'));
    const View = () => <Chat conversation={useLive(chat.live)} />;
    const host = render(fakeClient(anna, [chat]).client, <View />);
    const names = () => [...host.querySelectorAll('.pv-attachments strong')].map(({ textContent }) => textContent);
    const choose = async (...given: readonly string[]) => {
      await expect.poll(() => host.querySelector('.pv-composer input[type=file]')).not.toBeNull();
      const input = host.querySelector<HTMLInputElement>('.pv-composer input[type=file]') as HTMLInputElement;
      const data = new DataTransfer();
      for (const name of given) data.items.add(new File(['a line'], name, { type: 'text/plain' }));
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const all = Array.from({ length: mostAttachments }, (_, n) => `${n}.txt`);
    await choose(...all.slice(0, -1));
    await expect.poll(() => names().length).toBe(mostAttachments - 1);
    const told = page.getByRole('alert').getByText(`${mostAttachments} files`);
    expect(told.query()).toBeNull();

    await choose('last.txt', 'too many.txt');
    await expect.element(told).toBeVisible();
    expect(names()).toEqual([...all.slice(0, -1), 'last.txt']);
    await page.getByRole('button', { name: 'Delete: 0.txt', exact: true }).click();
    await expect.element(told).not.toBeInTheDocument();
    await choose('one more.txt');
    await expect.poll(() => names().at(-1)).toBe('one more.txt');
    expect(names().length).toBe(mostAttachments);
  });
});
