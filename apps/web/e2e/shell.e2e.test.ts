import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bubble, openChat, openDetails, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

/** What a page was seen to do, and whether its window has the focus: the browser of a test gives it to every page. */
interface Watched {
  told: { title: string; body: string | undefined }[];
  asked: number;
  notes: number;
  focus: (isFocused: boolean) => void;
}
declare global {
  interface Window {
    watched: Watched;
  }
}

function watch(): void {
  let answer: NotificationPermission = (sessionStorage.getItem('answer') as NotificationPermission | null) ?? 'default';
  let isFocused = true;
  const watched: Watched = {
    told: [],
    asked: 0,
    notes: 0,
    focus: (value) => {
      isFocused = value;
      dispatchEvent(new Event(value ? 'focus' : 'blur'));
    },
  };
  window.watched = watched;
  document.hasFocus = () => isFocused;
  Object.defineProperty(Notification, 'permission', { get: () => localStorage.getItem('answer') ?? answer });
  Notification.requestPermission = async () => {
    watched.asked += 1;
    answer = 'granted';
    localStorage.setItem('answer', answer);
    return answer;
  };
  const { showNotification } = ServiceWorkerRegistration.prototype;
  ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
    watched.told.push({ title, body: options?.body });
    return showNotification.call(this, title, options);
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) {
    watched.notes += 1;
    return start.call(this, when);
  };
}

const focus = ({ page }: { page: Page }, isFocused: boolean) =>
  page.evaluate((is) => window.watched.focus(is), isFocused);
const sum = async (tabs: readonly { page: Page }[], of: 'asked' | 'notes') => {
  const counts = await Promise.all(tabs.map(({ page }) => page.evaluate((key) => window.watched[key], of)));
  return counts.reduce((total, count) => total + count, 0);
};
/** What all tabs together have told, as 'title: body'. */
const told = async (tabs: readonly { page: Page }[]) =>
  (await Promise.all(tabs.map(({ page }) => page.evaluate(() => window.watched.told))))
    .flat()
    .map(({ title, body }) => `${title}: ${body}`);

describe('notifications', () => {
  it('[web: notifications] are asked for when there is something to tell, come once for all tabs, and not of what one sees', async () => {
    const first = await stage.enter('anna', { permissions: ['notifications'] });
    const bert = await stage.enter('bert');
    const carl = await stage.enter('carl');
    await first.context.addInitScript(watch);
    await first.page.reload();
    await first.page.getByText('No chats yet').waitFor();
    const second: Pick<Person, 'page'> = { page: await first.context.newPage() };
    await second.page.goto(stage.url);
    await second.page.getByText('No chats yet').waitFor();
    const tabs = [first, second];

    // Never at load; and by the application before the browser.
    await openChat(bert, 'anna');
    await openChat(carl, 'anna');
    await say(bert, 'are you there?');
    const offer = first.page.getByRole('region', { name: 'Be told of new messages?' });
    await offer.waitFor();
    expect(await sum(tabs, 'asked')).toBe(0);
    expect(await told(tabs)).toEqual([]);
    await expect.poll(() => sum(tabs, 'notes')).toBe(2);
    await offer.getByRole('button', { name: 'Turn on' }).click();
    await offer.waitFor({ state: 'detached' });
    expect(await sum(tabs, 'asked')).toBe(1);

    await say(bert, '<b>one</b> & two');
    await expect.poll(() => told(tabs)).toEqual(['bert: <b>one</b> & two']);

    // The second window has the focus and shows the chat.
    await focus(first, false);
    await row(second, 'bert').click();
    await bubble(second, 'are you there?').waitFor();
    await say(bert, 'seen as it comes');
    await bubble(second, 'seen as it comes').waitFor();
    await row(first, 'bert').getByText('seen as it comes').waitFor();
    await say(carl, 'from elsewhere');
    await expect.poll(() => told(tabs)).toEqual(['bert: <b>one</b> & two', 'carl: from elsewhere']);

    // Shown, but nobody looks.
    await focus(second, false);
    await say(bert, 'nobody looks');
    await expect.poll(async () => (await told(tabs)).slice(2)).toEqual(['bert: nobody looks']);

    // A click leads to the chat, and what has been read is told no more.
    const [worker] = first.context.serviceWorkers();
    if (!worker) throw new Error('there is no service worker');
    const standing = () =>
      first.page.evaluate(async () =>
        (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title }) => title),
      );
    await expect.poll(async () => (await standing()).sort()).toEqual(['bert', 'carl']);
    await worker.evaluate(async () => {
      const scope = self as unknown as { registration: ServiceWorkerRegistration };
      const notices = await scope.registration.getNotifications();
      const notification = notices.find(({ title }) => title === 'carl');
      const Click = (globalThis as Record<string, unknown>)['NotificationEvent'] as new (
        type: string,
        init: object,
      ) => Event;
      dispatchEvent(new Click('notificationclick', { notification }));
    });
    const showsCarl = async () =>
      (await Promise.all(tabs.map(({ page }) => page.locator('.chat-title', { hasText: 'carl' }).count()))).includes(1);
    await expect.poll(showsCarl).toBe(true);
    for (const tab of tabs) await focus(tab, true);
    await expect.poll(standing).not.toContain('carl');
    for (const person of [first, bert, carl]) await person.context.close();
  });

  it('[web: notifications] respect do-not-disturb of a chat and of all, and leave out words and sound where one wants that', async () => {
    const dora = await stage.enter('dora', { permissions: ['notifications'] });
    const emil = await stage.enter('emil');
    const fred = await stage.enter('fred');
    await dora.context.addInitScript(() => localStorage.setItem('answer', 'granted'));
    await dora.context.addInitScript(watch);
    await dora.page.reload();
    await openChat(emil, 'dora');
    await openChat(fred, 'dora');
    await say(emil, 'hello');
    await row(dora, 'emil').getByText('hello').waitFor();

    const { page } = dora;
    /** It shows what holds. */
    const turnOver = async (name: string) => {
      const control = page.getByRole('switch', { name });
      const wasOn = await control.isChecked();
      await control.click();
      await expect.poll(() => control.isChecked()).toBe(!wasOn);
    };
    const change = async (name: string) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Notifications' }).click();
      await turnOver(name);
      await page.getByRole('button', { name: 'Close' }).click();
    };
    await change('Desktop notifications');
    await say(emil, 'one');
    await expect.poll(() => told([dora])).toEqual(['emil: one']);

    await row(dora, 'emil').click();
    await openDetails(dora);
    await turnOver('Do not disturb');
    await page.getByRole('button', { name: 'Close' }).click();
    await focus(dora, false);
    await say(emil, 'two');
    await row(dora, 'emil').getByText('two').waitFor();
    await say(fred, 'three');
    await expect.poll(() => told([dora])).toEqual(['emil: one', 'fred: three']);

    await change('Show what was written');
    await say(fred, 'four');
    await expect.poll(async () => (await told([dora])).at(-1)).toBe('fred: New message');

    await change('Do not disturb, for all chats');
    await say(fred, 'five');
    await row(dora, 'fred').getByText('five').waitFor();
    await change('Do not disturb, for all chats');
    await change('Sound');
    const notes = await sum([dora], 'notes');
    expect(notes).toBeGreaterThan(0);
    await say(fred, 'six');
    await expect.poll(async () => (await told([dora])).length).toBe(4);
    expect(await sum([dora], 'notes')).toBe(notes);
    for (const person of [dora, emil, fred]) await person.context.close();
  });
});

describe('several tabs', () => {
  it('[web: several tabs] have one connection, and one unread count, in the title and on the picture of the tab as well', async () => {
    const gina = await stage.enter('gina');
    const hans = await stage.enter('hans');
    const second: Pick<Person, 'page'> = { page: await gina.context.newPage() };
    let sockets = 0;
    for (const { page } of [gina, second]) page.on('websocket', () => (sockets += 1));
    await second.page.goto(stage.url);
    await second.page.getByText('No chats yet').waitFor();
    await openChat(hans, 'gina');
    await say(hans, 'one');
    await say(hans, 'two');
    const icon = ({ page }: Pick<Person, 'page'>) => page.locator('link[rel=icon]').getAttribute('href');
    for (const tab of [gina, second]) {
      await row(tab, 'hans').getByText('2 unread messages').waitFor();
      await expect.poll(() => tab.page.title()).toBe('(2) Palaver');
      await expect.poll(() => icon(tab)).toBe('/icon-unread.svg');
    }
    // The first tab had its connection before; the second needed none.
    expect(sockets).toBe(0);
    await row(second, 'hans').click();
    for (const tab of [gina, second]) {
      await expect.poll(() => tab.page.title()).toBe('Palaver');
      await expect.poll(() => icon(tab)).toBe('/icon.svg');
    }
    for (const person of [gina, hans]) await person.context.close();
  });
});

describe('the banner', () => {
  it('[web: banner with reason] tells a device without a network from a server that is away, and goes with the reason', async () => {
    const ines = await stage.enter('ines');
    const banner = ines.page.locator('.banner[data-problem]');
    expect(await banner.count()).toBe(0);
    await stage.killServer();
    await ines.page.getByText('The server cannot be reached.').waitFor();
    expect(await banner.getAttribute('data-problem')).toBe('no_server');
    await ines.context.setOffline(true);
    await ines.page.getByText('This device is offline.').waitFor();
    await ines.context.setOffline(false);
    await ines.page.getByText('The server cannot be reached.').waitFor();
    await stage.startServer();
    await banner.waitFor({ state: 'detached' });
    await ines.context.close();
  });
});
