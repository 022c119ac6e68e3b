import '../../styles/palaver.css';
import type { Client, Conversation } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { useLive } from '../hooks/use-live.js';
import { Chat } from '../parts/Chat.js';
import { ConversationList } from '../parts/ConversationList.js';
import { fakeChat, fakeClient, fakeLive, fakeMessage, fakeUser } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import { SlotsProvider } from './provider.js';
import type { Slots } from './slots.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');
const seen = (text: string) => expect.element(page.getByText(text, { exact: true })).toBeVisible();

function show(slots: Slots, around?: Slots) {
  const chat = fakeChat(anna, bert);
  const View = () => (
    <SlotsProvider slots={around}>
      <Chat conversation={useLive(chat.live)} slots={slots} />
    </SlotsProvider>
  );
  return { chat, host: render(fakeClient(anna, [chat]).client, <View />) };
}

describe('[web: cards] what an integrator draws himself', () => {
  it('stands in place of our view, by kind and by name; all else stays ours, whatever a message calls itself', async () => {
    const { chat } = show({
      content: { location: () => <p>a place of our own</p> },
      custom: {
        order: ({ data }) => <button type="button">Pay {(data as { sum: number }).sum}</button>,
        quiet: () => undefined,
      },
    });
    const place = { type: 'location', latitude: 1, longitude: 2, scale: 3, address: 'Quay 7' } as const;
    chat.messages.set([
      fakeMessage(bert, { type: 'custom', kind: 'order', data: { sum: 40 } }),
      fakeMessage(bert, { type: 'custom', kind: 'quiet', data: { mood: 'calm' } }),
      fakeMessage(bert, { type: 'custom', kind: 'toString', data: { colour: 'blue' } }),
      fakeMessage(bert, place),
      fakeMessage(bert, 'plain words'),
      fakeMessage(bert, { type: 'unknown', raw: { type: 'hologram' } }),
    ]);
    await expect.element(page.getByRole('button', { name: 'Pay 40' })).toBeVisible();
    await seen('a place of our own');
    for (const ours of ['calm', 'blue', 'plain words', 'This version cannot show this message.'])
      await expect.element(page.getByText(ours)).toBeVisible();
    expect(document.body.textContent).not.toContain('Quay 7');
  });
});

describe('[web: embedding] slots', () => {
  it('stand around, beside and in place of every view of a chat; null is nothing', async () => {
    const { chat } = show({
      header: ({ conversation }) => <h2>With {conversation.title}</h2>,
      footer: ({ children }) => (
        <div>
          {children}
          <small>Answers within an hour</small>
        </div>
      ),
      composerActions: ({ send }) => (
        <button type="button" onClick={() => send('👍')}>
          Thumb
        </button>
      ),
      bubble: ({ message, children }) => (message.isOwn ? <em title="mine">{children}</em> : children),
      meta: () => null,
      below: ({ message }) => (message.isOwn ? null : <span>1 reaction</span>),
      avatar: ({ name }) => <b>picture of {name}</b>,
      notice: ({ children }) => <i>* {children}</i>,
    });
    chat.messages.set([
      fakeMessage(anna, 'from me'),
      fakeMessage(bert, 'from him'),
      fakeMessage(bert, { type: 'prompt', reason: 'retracted', text: '' }),
    ]);
    await seen('With bert');
    await seen('Answers within an hour');
    await expect.element(page.getByTitle('mine')).toHaveTextContent('from me');
    await seen('1 reaction');
    await expect.element(page.getByText(/^\* /)).toBeVisible();
    expect(document.querySelectorAll('.pv-meta time')).toHaveLength(0);
    await page.getByRole('button', { name: 'Thumb' }).click();
    await expect.poll(() => chat.calls).toContain('send "👍"');
    // Who may write can answer, whatever stands around the field.
    await page.getByRole('textbox').fill('still a composer');
  });

  it('add to those of a provider above, and replace them one by one', async () => {
    const around: Slots = { empty: () => <p>nothing said</p>, header: () => <h2>theirs</h2> };
    show({ header: () => <h2>ours</h2> }, around);
    await seen('nothing said');
    await seen('ours');
    expect(document.body.textContent).not.toContain('theirs');
  });

  it('of a list: a row, and what helps where there is none', async () => {
    const chat = fakeChat(anna, bert, { unreadCount: 3 });
    const slots: Slots = {
      conversation: ({ conversation }) => <span>{`${conversation.title}: ${conversation.unreadCount}`}</span>,
      noConversations: () => <p>Write to us</p>,
    };
    const chosen: string[] = [];
    const list = <ConversationList slots={slots} onSelect={({ title }) => chosen.push(title)} />;
    render(fakeClient(anna, [chat]).client, list);
    await page.getByText('bert: 3').click();
    expect(chosen).toEqual(['bert']);
    expect(location.hash).toBe('');
    render(fakeClient(anna, []).client, list);
    await seen('Write to us');
  });
});

describe('[web: embedding] a chat with somebody', () => {
  it('is opened, tells why it cannot be, and is asked for again', async () => {
    const chat = fakeChat(anna, bert);
    const { client } = fakeClient(anna, []);
    const list = fakeLive<readonly Conversation[]>([]);
    let isThere = false;
    const conversations: Partial<Client['conversations']> = {
      ...list,
      peek: () => list.get()[0],
      open: async () => {
        if (!isThere) throw new Error('later');
        list.set([chat.live.get()]);
        return chat.live.get();
      },
    };
    Object.assign(client, { conversations });
    const slots: Slots = { failed: ({ children }) => <div title="why">{children}</div> };
    render(client, <Chat with={{ user: 'bert' }} slots={slots} />);
    const again = page.getByTitle('why').getByRole('button', { name: 'Try again' });
    await expect.element(again).toBeVisible();
    isThere = true;
    await again.click();
    await expect.element(page.getByRole('textbox', { name: 'Message to bert' })).toBeVisible();
  });
});

describe('[web: embedding] the page around', () => {
  it('looks as it did, and the chat does not look like it', async () => {
    const style = document.createElement('style');
    style.textContent =
      '#host p { margin: 40px } button { text-transform: uppercase } p { margin: 30px; line-height: 3 } textarea { font: 30px serif }';
    document.head.append(style);
    const page1 = document.createElement('div');
    page1.innerHTML =
      '<h1 data-hue="2">Shop</h1><p>Words</p><ul><li>one</li></ul><button>Buy</button><input><a href="#x">link</a>';
    document.body.append(page1);
    const looks = () =>
      [document.documentElement, document.body, ...page1.querySelectorAll('*')].map((element) => {
        const computed = getComputedStyle(element);
        return [...computed]
          .filter((name) => !name.startsWith('--'))
          .map((name) => computed.getPropertyValue(name))
          .join('|');
      });
    const sheets = [...document.styleSheets].filter(
      (sheet) => (sheet.ownerNode as HTMLElement | null)?.textContent?.includes('.pv-chat') === true,
    );
    expect(sheets.length).toBeGreaterThan(0);
    const withOurs = looks();
    for (const sheet of sheets) sheet.disabled = true;
    const without = looks();
    for (const sheet of sheets) sheet.disabled = false;
    expect(withOurs).toEqual(without);
    const { chat, host } = show({});
    chat.messages.set([fakeMessage(bert, 'hello')]);
    await seen('hello');
    const text = host.querySelector('.pv-text') as Element;
    const field = host.querySelector('textarea') as Element;
    expect(getComputedStyle(text).margin).toBe('0px');
    expect(getComputedStyle(field).fontSize).toBe('16px');
    expect(getComputedStyle(field).fontFamily).not.toContain('serif,');
    style.remove();
    page1.remove();
  });
});
