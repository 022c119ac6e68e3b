import '../../styles/palaver.css';
import { ImError, type Message } from '@palaver/sdk';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useLive } from '../hooks/use-live.js';
import { type FakeChat, fakeChat, fakeClient, fakeMessage, fakeUser, nothingOlder } from '../testing/fake-client.js';
import { render } from '../testing/render.js';
import { Chat } from './Chat.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');

function show(chat: FakeChat) {
  const View = () => <Chat conversation={useLive(chat.live)} />;
  render(fakeClient(anna, [chat]).client, <View />);
  const field = page.getByRole('textbox');
  const scroller = () => page.getByRole('region', { name: 'Messages' }).element() as HTMLElement;
  /** Rows are measured as they are drawn: until none of them moves what is on the screen any more. */
  const settles = () => {
    let before = '';
    return expect
      .poll(() => {
        const { scrollTop, scrollHeight } = scroller();
        const [last, now] = [before, `${scrollTop} ${scrollHeight}`];
        before = now;
        return now === last;
      })
      .toBe(true);
  };
  return { field, scroller, settles };
}
const many = (count: number, first = 0): Message[] =>
  Array.from({ length: count }, (_, at) =>
    fakeMessage(at % 3 ? bert : anna, `line ${first + at}\n${'word '.repeat(at % 17)}`, { isRead: true }),
  );
const fromEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => scrollHeight - scrollTop - clientHeight;

describe('the composer', () => {
  it('[web: Enter] sends with Enter, breaks with Shift+Enter, and sends no emptiness', async () => {
    const chat = fakeChat(anna, bert);
    const { field } = show(chat);
    await field.click();
    await userEvent.keyboard('  {Enter}one{Shift>}{Enter}{/Shift}two{Enter}');
    await expect.poll(() => chat.calls.filter((call) => call.startsWith('send'))).toEqual(['send "one\\ntwo"']);
    await expect.element(field).toHaveValue('');
  });

  it('[web: Enter] does not send with the Enter that ends a composition', async () => {
    const chat = fakeChat(anna, bert);
    const { field } = show(chat);
    await field.fill('你好');
    const enter = (init: KeyboardEventInit) =>
      field
        .element()
        .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    expect(chat.calls.filter((call) => call.startsWith('send'))).toEqual([]);
    enter({});
    await expect.poll(() => chat.calls.filter((call) => call.startsWith('send'))).toEqual(['send "你好"']);
  });

  it('[web: drafts] keeps a draft, and forgets it with the sending', async () => {
    const chat = fakeChat(anna, bert, { draft: 'half a' });
    const { field } = show(chat);
    await expect.element(field).toHaveValue('half a');
    await field.click();
    await userEvent.keyboard('{End} thought');
    await expect.poll(() => chat.calls).toContain('draft half a thought');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => chat.calls.at(-1)).toBe('draft ');
  });

  it('says how much is too much, and does not send it', async () => {
    const chat = fakeChat(anna, bert);
    const { field } = show(chat);
    await field.fill('x'.repeat(4_003));
    await expect.element(page.getByRole('alert')).toHaveTextContent('3 characters too many');
    await userEvent.keyboard('{Enter}');
    expect(chat.calls.some((call) => call.startsWith('send'))).toBe(false);
  });
});

describe('the timeline', () => {
  it('shows text as text', async () => {
    const chat = fakeChat(anna, bert);
    const evil = '<img src=x onerror="document.title=`hurt`"> <script>1</script> &amp;';
    chat.messages.set([fakeMessage(bert, evil)]);
    show(chat);
    await expect.element(page.getByText(evil)).toBeVisible();
    expect(document.querySelector('.pv-bubble img, .pv-bubble script')).toBeNull();
  });

  it('[web: timeline] begins at the newest, follows what comes, and lets one read above', async () => {
    const chat = fakeChat(anna, bert);
    chat.messages.set(many(200));
    const { scroller, settles } = show(chat);
    await expect.element(page.getByText(/^line 199/)).toBeVisible();
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);

    chat.messages.set([...chat.messages.get(), fakeMessage(bert, 'just now')]);
    await expect.element(page.getByText('just now', { exact: true })).toBeVisible();
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);

    scroller().scrollTop -= 1_500;
    await expect.element(page.getByRole('button', { name: 'Jump to the newest message' })).toBeVisible();
    await settles();
    const place = scroller().scrollTop;
    chat.messages.set([...chat.messages.get(), fakeMessage(bert, 'and another')]);
    chat.change({ unreadCount: 1 });
    const toNewest = page.getByRole('button', { name: 'Jump to 1 new message' });
    await expect.element(toNewest).toBeVisible();
    expect(Math.abs(scroller().scrollTop - place)).toBeLessThanOrEqual(1);
    await toNewest.click();
    await expect.element(page.getByText('and another', { exact: true })).toBeVisible();
    await expect.poll(() => chat.calls).toContain('clearUnread');
  });

  it('[web: timeline] loads older messages above without moving what one reads', async () => {
    const chat = fakeChat(anna, bert);
    const older = many(60);
    chat.messages.set(many(100, 60));
    chat.window.set({ ...nothingOlder, hasOlder: true });
    let deliver = () => {};
    chat.loadOlder = () =>
      new Promise((resolve) => {
        chat.window.set({ ...nothingOlder, hasOlder: true, loading: true });
        deliver = () => {
          chat.messages.set([...older, ...chat.messages.get()]);
          chat.window.set(nothingOlder);
          resolve();
        };
      });
    const { scroller, settles } = show(chat);
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
    expect(chat.calls).not.toContain('loadOlder');

    scroller().scrollTop = 300;
    await expect.poll(() => chat.calls).toEqual(['loadOlder']);
    await settles();
    const edge = scroller().getBoundingClientRect().top;
    const onScreen = [...document.querySelectorAll<HTMLElement>('[data-message]')];
    const id = onScreen.find((row) => row.getBoundingClientRect().top > edge)?.dataset.message;
    const top = () => document.querySelector(`[data-message="${id}"]`)?.getBoundingClientRect().top ?? Number.NaN;
    const before = top();
    expect(before).toBeGreaterThan(edge);
    const height = scroller().scrollHeight;
    deliver();
    await expect.poll(() => scroller().scrollHeight).toBeGreaterThan(height + 1_000);
    await expect.poll(() => Math.abs(top() - before)).toBeLessThanOrEqual(1);
  });

  it('[web: timeline] draws no unread line over the first message of a chat that one looks at', async () => {
    const chat = fakeChat(anna, bert);
    show(chat);
    await expect.element(page.getByText(/This is the beginning/)).toBeVisible();
    chat.change({ unreadCount: 1 });
    chat.messages.set([fakeMessage(bert, 'the first')]);
    await expect.element(page.getByText('the first', { exact: true })).toBeVisible();
    await expect.poll(() => chat.calls).toContain('clearUnread');
    expect(page.getByText('Unread messages').elements()).toEqual([]);
  });

  it('stays at the newest when its room becomes smaller, as when a keyboard opens', async () => {
    const chat = fakeChat(anna, bert);
    chat.messages.set(many(60));
    const { scroller } = show(chat);
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
    const host = scroller().closest<HTMLElement>('[style]');
    const before = scroller().clientHeight;
    if (host) host.style.height = '300px';
    await expect.poll(() => scroller().clientHeight).toBeLessThan(before);
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
    // Also from a room in which there was nothing to scroll.
    if (host) host.style.height = '9000px';
    await expect.poll(() => scroller().scrollHeight - scroller().clientHeight).toBeLessThan(2);
    // Until it has been told of that.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))));
    if (host) host.style.height = '400px';
    await expect.poll(() => scroller().scrollHeight - scroller().clientHeight).toBeGreaterThan(100);
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
  });

  it('[web: timeline] reports as read only what is on the screen of a window that has the focus', async () => {
    const chat = fakeChat(anna, bert, { unreadCount: 1 });
    let isFocused = false;
    const focus = vi.spyOn(document, 'hasFocus').mockImplementation(() => isFocused);
    onTestFinished(() => focus.mockRestore());
    const marked: string[] = [];
    const asking = (text: string): Message => {
      const message = fakeMessage(bert, text, { needReadReceipt: true, isRead: false });
      return { ...message, markRead: async () => void marked.push(text) };
    };
    chat.messages.set([asking('far above'), ...many(60), asking('the newest')]);
    const { scroller } = show(chat);
    await expect.element(page.getByText('Unread messages')).toBeVisible();
    scroller().scrollTop = scroller().scrollHeight;
    await expect.element(page.getByText('the newest', { exact: true })).toBeVisible();
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
    expect(marked).toEqual([]);
    expect(chat.calls).not.toContain('clearUnread');
    isFocused = true;
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => marked).toEqual(['the newest']);
    await expect.poll(() => chat.calls).toContain('clearUnread');
  });

  it('[web: timeline] a picture has its room before it is there, and moves nothing when it comes', async () => {
    const chat = fakeChat(anna, bert);
    let deliver = (_: Blob) => {};
    const bytes = new Promise<Blob>((resolve) => {
      deliver = resolve;
    });
    const media = { bytes: 10, mime: 'image/png', mediaId: 'm', sha256: 's' };
    const image = fakeMessage(bert, { type: 'image', media, width: 640, height: 480 });
    chat.messages.set([...many(40), { ...image, download: () => bytes }, ...many(3, 40)]);
    const { scroller, settles } = show(chat);
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
    const picture = () => document.querySelector<HTMLElement>('.pv-picture');
    await expect.poll(() => picture()?.getBoundingClientRect().height ?? 0).toBeGreaterThan(100);
    await settles();
    const room = picture()?.getBoundingClientRect();
    const canvas = new OffscreenCanvas(640, 480);
    canvas.getContext('2d')?.fillRect(0, 0, 640, 480);
    deliver(await canvas.convertToBlob());
    await expect.poll(() => picture()?.querySelector('img')?.naturalWidth ?? 0).toBe(640);
    expect(picture()?.getBoundingClientRect()).toEqual(room);
    await expect.poll(() => fromEnd(scroller())).toBeLessThan(2);
  });

  it('[web: timeline] opens at the unread line', async () => {
    const chat = fakeChat(anna, bert, { unreadCount: 30 });
    chat.messages.set([
      ...many(100),
      ...many(30, 100).map((message) => ({ ...message, isRead: false, isOwn: false, from: bert })),
    ]);
    show(chat);
    await expect.element(page.getByText('Unread messages')).toBeVisible();
    await expect.element(page.getByText(/^line 100/)).toBeVisible();
    expect(chat.calls).not.toContain('clearUnread');
  });
});

describe('a message on its way', () => {
  it('[S25 (part)] says why it waits, that it is sent, and why it failed, with what can be done', async () => {
    const chat = fakeChat(anna, bert);
    const message = fakeMessage(anna, 'hello', { status: 'sending' });
    chat.messages.set([message]);
    show(chat);
    await expect.element(page.getByRole('img', { name: 'Sending' })).toBeVisible();
    chat.messages.set([{ ...message, error: new ImError('OFFLINE') }]);
    await expect.element(page.getByText('Waiting. No connection.')).toBeVisible();
    chat.messages.set([{ ...message, status: 'sent' }]);
    await expect.element(page.getByRole('img', { name: 'Sent' })).toBeVisible();
    chat.messages.set([{ ...message, status: 'failed', error: new ImError('BLOCKED') }]);
    await expect.element(page.getByText('Not sent. You cannot write to this person.')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    expect(chat.calls).toEqual([`retry ${message.id}`, `remove ${message.id}`]);
  });
});
