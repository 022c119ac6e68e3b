import '../../styles/palaver.css';
import type { Message } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useLive } from '../hooks/use-live.js';
import { Chat, type ChatProps } from '../parts/Chat.js';
import {
  type FakeChat,
  fakeChat,
  fakeClient,
  fakeLive,
  fakeMessage,
  fakeUser,
  nothingOlder,
} from '../testing/fake-client.js';
import { render } from '../testing/render.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');
const own = (text: string, more: Partial<Message> = {}) =>
  fakeMessage(anna, text, { createdAt: new Date(), seq: 7, ...more });

function show(chat: FakeChat, props: Partial<ChatProps> = {}) {
  const View = () => <Chat conversation={useLive(chat.live)} {...props} />;
  render(fakeClient(anna, [chat]).client, <View />);
}
const items = () =>
  page
    .getByRole('menuitem')
    .elements()
    .map((item) => item.querySelector('span')?.textContent);
const row = (text: string) => page.getByText(text, { exact: true });

describe('the menu of a message', () => {
  it('[web: actions] is reached and used with the keyboard alone, and gives the focus back', async () => {
    const chat = fakeChat(anna, bert);
    chat.messages.set([fakeMessage(bert, 'first', { seq: 1 }), fakeMessage(bert, 'second', { seq: 2 })]);
    show(chat, { onForward: () => undefined });
    await expect.element(row('second')).toBeVisible();
    await page.getByRole('textbox').click();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{Enter}');
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(items()).toEqual(['Reply', 'Copy text', 'Forward', 'Delete here']);
    const focused = () => document.activeElement?.textContent?.trim();
    await expect.poll(focused).toBe('Reply');
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(focused).toBe('Delete here');
    await userEvent.keyboard('{ArrowDown}{End}{Home}{ArrowDown}');
    await expect.poll(focused).toBe('Copy text');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => page.getByRole('menu').elements()).toEqual([]);
    await expect.poll(focused).toContain('first');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement?.tagName).toBe('TEXTAREA');
  });

  it('deletes here only when one is sure', async () => {
    const chat = fakeChat(anna, bert);
    const message = fakeMessage(bert, 'go away', { seq: 1 });
    chat.messages.set([message]);
    show(chat);
    await row('go away').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete here' }).click();
    await expect.poll(items).toEqual(['Keep it', 'Yes, delete it here']);
    await page.getByRole('menuitem', { name: 'Keep it' }).click();
    expect(chat.calls).not.toContain(`remove ${message.id}`);
    await row('go away').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete here' }).click();
    await page.getByRole('menuitem', { name: 'Yes, delete it here' }).click();
    expect(chat.calls).toContain(`remove ${message.id}`);
  });

  it('[S37] takes an own message back while there is time, and says how much', async () => {
    const chat = fakeChat(anna, bert);
    let retracted = 0;
    const retract = async () => {
      retracted += 1;
      return {} as never;
    };
    chat.messages.set([
      own('too late', { createdAt: new Date(Date.now() - 181_000), retract }),
      own('oops', { retract }),
    ]);
    show(chat);
    await row('too late').click({ button: 'right' });
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(items()).not.toContain('Take back');
    await userEvent.keyboard('{Escape}');
    await row('oops').click({ button: 'right' });
    await expect.element(page.getByRole('menuitem', { name: 'Take back' })).toHaveTextContent(/Take back(3:00|2:59)/);
    await page.getByRole('menuitem', { name: 'Take back' }).click();
    expect(retracted).toBe(1);
  });

  it('opens for a finger that rests, and not for one that scrolls', async () => {
    const chat = fakeChat(anna, bert);
    chat.messages.set([fakeMessage(bert, 'touch me', { seq: 1 })]);
    show(chat);
    await expect.element(row('touch me')).toBeVisible();
    const touch = (type: string, y: number) =>
      row('touch me')
        .element()
        .dispatchEvent(new PointerEvent(type, { pointerType: 'touch', bubbles: true, clientX: 50, clientY: y }));
    touch('pointerdown', 100);
    touch('pointermove', 130);
    touch('pointerup', 130);
    touch('pointerdown', 100);
    await expect.element(page.getByRole('menu')).toBeVisible();
    touch('pointerup', 100);
    await expect.element(page.getByRole('menu')).toBeVisible();
  });
});

describe('an answer', () => {
  it('is written under what it answers, and goes with it once', async () => {
    const chat = fakeChat(anna, bert);
    const question = fakeMessage(bert, 'tea?', { seq: 3 });
    chat.messages.set([question]);
    const sent: unknown[] = [];
    const { send } = chat.live.get();
    chat.change({
      send: (content, options) => {
        sent.push(options?.replyTo?.id);
        return send(content, options);
      },
    });
    show(chat);
    await row('tea?').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await expect.element(page.getByRole('button', { name: 'Do not reply' })).toBeVisible();
    await expect.poll(() => document.activeElement?.tagName).toBe('TEXTAREA');
    await userEvent.keyboard('yes{Enter}or coffee{Enter}');
    await expect.poll(() => sent).toEqual([question.id, undefined]);
    await expect.poll(() => page.getByRole('button', { name: 'Do not reply' }).elements()).toEqual([]);
  });

  it('[S39 (part)] shows what the log has now: the words, then that they were taken back', async () => {
    const chat = fakeChat(anna, bert);
    const question = fakeMessage(bert, 'a secret', { seq: 1 });
    const answer = own('I keep it', { replyTo: { id: question.id, seq: 1 } });
    chat.messages.set([question, answer]);
    show(chat);
    const quote = page.getByRole('button', { name: 'bert a secret' });
    await expect.element(quote).toBeVisible();
    await quote.click();
    await expect.poll(() => document.activeElement?.textContent).toContain('a secret');
    chat.messages.set([{ ...question, content: { type: 'prompt', reason: 'retracted', text: '' } }, answer]);
    await expect.element(page.getByRole('button', { name: 'bert This message was taken back.' })).toBeVisible();
  });

  it('looks up what is outside of what is loaded, goes there, and comes back', async () => {
    const chat = fakeChat(anna, bert);
    const old = fakeMessage(bert, 'long ago', { seq: 2 });
    chat.messages.set([own('as you said', { seq: 900, replyTo: { id: old.id, seq: 2 } })]);
    const around = { ...fakeLive<readonly Message[]>([old]), state: fakeLive({ ...nothingOlder, hasNewer: true }) };
    const disposed: number[] = [];
    const { messages } = chat.live.get();
    Object.assign(messages, {
      window: (asked: { around: { seq: number } }) => ({
        ...around,
        loadOlder: async () => undefined,
        loadNewer: async () => undefined,
        [Symbol.dispose]: () => void disposed.push(asked.around.seq),
      }),
    });
    show(chat);
    await page.getByRole('button', { name: 'bert long ago' }).click();
    await expect.element(page.getByText('long ago', { exact: true })).toBeVisible();
    await expect.poll(() => page.getByText('as you said').elements()).toEqual([]);
    await page.getByRole('button', { name: 'Jump to the newest message' }).click();
    await expect.element(row('as you said')).toBeVisible();
    expect(disposed).toContain(2);
  });
});

describe('receipts', () => {
  it('[S42 (part)] shows a tick, and a second one with how many have read it', async () => {
    const chat = fakeChat(anna, {
      ...({ id: '5', name: 'Lake', memberCount: 4 } as Extract<Parameters<typeof fakeChat>[1], { id: string }>),
    });
    const message = own('who comes?', { needReadReceipt: true, recipients: 3, unreadReceipts: 3 });
    chat.messages.set([message]);
    show(chat);
    await expect.element(page.getByRole('img', { name: 'Sent' })).toBeVisible();
    chat.messages.set([{ ...message, unreadReceipts: 1 }]);
    await expect.element(page.getByRole('img', { name: 'Read by 2 of 3' })).toBeVisible();
  });

  it('[S44 (part)] [web: timeline] marks what asks once it is really on screen, and nothing else', async () => {
    const chat = fakeChat(anna, bert);
    const marked: string[] = [];
    const asking = (text: string) => {
      const message = fakeMessage(bert, text, { needReadReceipt: true });
      return { ...message, markRead: async () => void marked.push(text) };
    };
    const silent = { ...fakeMessage(bert, 'silent'), markRead: async () => void marked.push('silent') };
    chat.messages.set([
      asking('far above'),
      ...Array.from({ length: 40 }, (_, n) => fakeMessage(bert, `line ${n}`)),
      silent,
      asking('seen'),
    ]);
    show(chat);
    await expect.element(row('seen')).toBeVisible();
    await expect.poll(() => marked).toContain('seen');
    expect(marked).not.toContain('far above');
    expect(marked).not.toContain('silent');
  });
});
