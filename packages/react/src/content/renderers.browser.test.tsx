import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { useLive } from '../hooks/use-live.js';
import { Chat } from '../parts/Chat.js';
import { fakeChat, fakeClient, fakeMessage, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import type { Renderers } from './renderers.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');

const renderers: Renderers = {
  location: () => <p>a place of our own</p>,
  custom: {
    order: ({ content: { data } }) => <button type="button">Pay {(data as { sum: number }).sum}</button>,
    quiet: () => undefined,
  },
};

describe('[web: cards] what an integrator draws himself', () => {
  it('stands in place of our view, by kind and by name; all else stays ours, whatever a message calls itself', async () => {
    const chat = fakeChat(anna, bert);
    const place = { type: 'location', latitude: 1, longitude: 2, scale: 3, address: 'Quay 7' } as const;
    chat.messages.set([
      fakeMessage(bert, { type: 'custom', kind: 'order', data: { sum: 40 } }),
      fakeMessage(bert, { type: 'custom', kind: 'quiet', data: { mood: 'calm' } }),
      fakeMessage(bert, { type: 'custom', kind: 'toString', data: { colour: 'blue' } }),
      fakeMessage(bert, place),
      fakeMessage(bert, 'plain words'),
      fakeMessage(bert, { type: 'unknown', raw: { type: 'hologram' } }),
    ]);
    const View = () => <Chat conversation={useLive(chat.live)} renderers={renderers} />;
    render(fakeClient(anna, [chat]).client, <View />);
    await expect.element(page.getByRole('button', { name: 'Pay 40' })).toBeVisible();
    await expect.element(page.getByText('a place of our own')).toBeVisible();
    for (const ours of ['calm', 'blue', 'plain words', 'This version cannot show this message.'])
      await expect.element(page.getByText(ours)).toBeVisible();
    expect(document.body.textContent).not.toContain('Quay 7');
  });
});
