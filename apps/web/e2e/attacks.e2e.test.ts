import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Account, frames, upload } from './attacker.js';
import { payloads } from './payloads.js';
import { expectShown } from './shown.js';
import { bubble, composer, openChat, openDetails, type Person, row, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

const account = (username: string): Account => ({ username, password: `${username}-secret` });
const [talker, founder, mapper, filer] = ['talker', 'founder', 'mapper', 'filer'].map(account) as [
  Account,
  Account,
  Account,
  Account,
];
const inFours = payloads.flatMap((_, at) => (at % 4 === 0 ? [payloads.slice(at, at + 4).join(' ')] : []));
/** No path. */
const isFileName = (name: string) => !/[/\\\p{Cc}]/u.test(name);
/** The one name that no field has on its way. */
const isField = (name: string) => name !== '__proto__';
let ids = 0;
const send = (group: string, content: object, more: object = {}) => ({
  t: 'send',
  to: { group },
  message: { id: `an-attack-${String(++ids).padStart(8, '0')}`, content, ...more },
});

/** Somebody who notices when anything runs, or is asked of another host. */
async function watchful(name: string, looks = true): Promise<{ person: Person; harm(): Promise<unknown> }> {
  const person = await stage.enter(name);
  const { page } = person;
  const elsewhere: string[] = [];
  const addresses: string[] = [];
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => elsewhere.push(dialog.message())));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    addresses.push(request.url());
    if (!['blob:', 'data:'].includes(protocol) && host !== new URL(stage.url).host) elsewhere.push(request.url());
  });
  page.on('websocket', (socket) => addresses.push(socket.url()));
  await page.addInitScript(countRuns);
  if (!looks) await page.addInitScript(lookAway);
  await page.reload();
  await page.locator('.pane-list').waitFor();
  return {
    person,
    async harm() {
      const ran = await page.evaluate(() => (window as { pwned?: number }).pwned);
      const links = await page
        .locator('a[href]')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
      const strange = [...new Set(links)].filter((protocol) => !['http:', 'https:'].includes(protocol));
      // A token or a text in an address would stand in the logs of every proxy.
      const telling = addresses.filter((address) => /pwn|[A-Za-z0-9_-]{43}/.test(address));
      return { ran, elsewhere, strange, telling };
    },
  };
}
const harmless = { ran: undefined, elsewhere: [], strange: [], telling: [] };

/** Where nobody looks nobody is asked what he is called by now: a message keeps the name under which it was sent. */
function lookAway(): void {
  document.hasFocus = () => false;
}

function countRuns(): void {
  const counting = window as { pwned?: number; pwn?: () => void };
  counting.pwn = () => {
    counting.pwned = (counting.pwned ?? 0) + 1;
  };
}

describe('what others write', () => {
  it('[Web] 150 scripts in every field that is shown: none runs, and the texts are as they were written', async () => {
    expect(payloads.length).toBe(150);
    const { person, harm } = await watchful('victim', false);
    const { page } = person;
    const mallory = await stage.visit();
    const [made] = await Promise.all([
      frames(mallory.page, talker, []),
      frames(mallory.page, mapper, []),
      frames(mallory.page, filer, []),
    ]);
    expect(made[0]).toMatchObject({ t: 'ok' });
    const everybody = ['victim', 'mapper', 'filer'].map((username) => ({ username }));
    const wall = { t: 'groups.create', name: 'Wall', members: everybody };
    const [, founded] = await frames(mallory.page, talker, [wall]);
    const { id } = (founded as unknown as { group: { id: string } }).group;
    const [logged] = await frames(mallory.page, filer, []);
    const media = await upload(mallory.page, String(logged?.['token']));

    // Under each name each text; each as the name of a group, an address, a file, and a field of a card.
    const answers = await Promise.all([
      frames(
        mallory.page,
        talker,
        payloads.flatMap((text) => [
          { t: 'users.update', profile: { nickname: text, signature: text } },
          send(id, { type: 'text', text }),
        ]),
      ),
      frames(
        mallory.page,
        founder,
        payloads.map((name) => ({ t: 'groups.create', name, description: name, members: [{ username: 'victim' }] })),
      ),
      frames(
        mallory.page,
        mapper,
        payloads.map((address) => send(id, { type: 'location', latitude: 1, longitude: 1, scale: 10, address })),
      ),
      frames(mallory.page, filer, [
        ...payloads.filter(isFileName).map((fileName) => send(id, { type: 'file', media, fileName })),
        ...payloads.map((text) =>
          send(id, {
            type: 'custom',
            kind: text,
            data: JSON.parse(`{${JSON.stringify(text)}:${JSON.stringify(text)}}`),
          }),
        ),
      ]),
    ]);
    for (const { code } of answers.flat()) expect(code).toBeUndefined();

    await expectShown(page, { '.pv-row-title': payloads });
    await row(person, 'Wall').click();
    await composer(person).waitFor();
    await expectShown(page, {
      '.pv-text': payloads,
      '.pv-bubble > [data-hue]': payloads,
      '.pv-card:not(.pv-card-custom) strong:not(.pv-file-name)': payloads,
      '.pv-file-name': payloads.filter(isFileName),
      '.pv-card-custom strong': payloads,
      '.pv-card-custom dt': payloads.filter(isField),
      '.pv-card-custom dd': payloads.filter(isField),
    });
    expect(await harm()).toEqual(harmless);

    // What a group and a person say of themselves, as it changes.
    await openDetails(person);
    const head = page.locator('.details-head p > span');
    for (const description of inFours) {
      await frames(mallory.page, talker, [{ t: 'groups.update', id, name: 'Wall', description }]);
      await expect.poll(() => head.last().textContent()).toBe(description);
    }
    await page.keyboard.press('Escape');
    expect(await harm()).toEqual(harmless);
    await mallory.context.close();
    await person.context.close();
  }, 400_000);

  it('[Web] in what is searched, quoted, taken back, drafted, and said of people and chatrooms', async () => {
    const [evil, other] = ['<img src=x onerror=pwn()>', '<svg onload=pwn()>'];
    await stage.operate('room', 'add', evil, '--description', other);
    const { person, harm } = await watchful('reader');
    const { page } = person;
    const mallory = await stage.visit();
    const to = { user: 'reader' };
    const first = { id: 'an-attack-of-two-01', content: { type: 'text', text: evil } };
    const answers = await frames(mallory.page, account('quoter'), [
      { t: 'users.update', profile: { nickname: evil, signature: other, region: evil, address: other } },
      { t: 'send', to, message: first },
      { t: 'send', to, message: { id: 'an-attack-of-two-02', content: { type: 'text', text: 'gone' } } },
      { t: 'retract', to, id: 'an-attack-of-two-02' },
    ]);
    const { seq } = answers[2] as { seq: number };
    const reply = { id: 'an-attack-of-two-03', content: { type: 'text', text: 'see' }, replyTo: { id: first.id, seq } };
    const more = await frames(mallory.page, account('quoter'), [{ t: 'send', to, message: reply }]);
    for (const { code } of [...answers, ...more]) expect(code).toBeUndefined();

    await row(person, evil).click();
    await bubble(person, 'see').waitFor();
    expect(await page.locator('.pv-text').allTextContents()).toEqual([evil, 'see']);
    await page.locator('.pv-quote', { hasText: evil }).waitFor();
    await page.locator('.pv-notice', { hasText: 'taken back' }).waitFor();
    await openDetails(person);
    await page.getByRole('dialog').getByText(other, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await composer(person).fill(other);
    await page.goto(`${stage.url}/#/`);
    await row(person, evil).getByText(other).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('onerror');
    await page.getByRole('option', { name: evil }).first().waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Chatrooms' }).click();
    await page.getByRole('dialog').getByRole('button', { name: evil }).click();
    await composer(person).waitFor();
    await page.getByText(evil, { exact: true }).first().waitFor();
    expect(await harm()).toEqual(harmless);
    for (const { context } of [mallory, person]) await context.close();
  });

  it('[Web] where they are put into a page as HTML these scripts do run', async () => {
    const { page, context } = await stage.visit();
    await context.route('**/*', (route) => route.abort());
    await page.goto('about:blank');
    await page.evaluate(countRuns);
    await page.evaluate((all) => {
      for (const html of all) document.body.append(document.createRange().createContextualFragment(html));
    }, payloads);
    await expect.poll(() => page.evaluate(() => (window as { pwned?: number }).pwned ?? 0)).toBeGreaterThan(30);
    await context.close();
  });
});

/** All that a page of this origin finds in the browser. */
const keptHere = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const opened = indexedDB.open(name);
      // One that went meanwhile would be made anew, and empty.
      opened.addEventListener('upgradeneeded', () => opened.transaction?.abort());
      const isOpen = await new Promise((resolve) => {
        opened.addEventListener('success', () => resolve(true));
        opened.addEventListener('error', () => resolve(false));
      });
      if (!isOpen) continue;
      const { result: database } = opened;
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => all.addEventListener('success', resolve, { once: true }));
        kept.push([name, store, all.result]);
      }
      database.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
    return JSON.stringify(kept);
  });

describe('who comes next to the same browser', () => {
  it('[Web] finds nothing of who logged out, wherever he looks', async () => {
    const nora = await stage.enter('norah');
    const otto = await stage.enter('ottok');
    const { page } = nora;
    await openChat(nora, 'ottok');
    await say(nora, 'a canary of norah');
    await bubble(nora, 'a canary of norah', 'sent').waitFor();
    await composer(nora).fill('a draft of norah');
    await expect.poll(() => keptHere(page)).toContain('a draft of norah');
    expect(await keptHere(page)).toContain('a canary of norah');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Choose a name' }).waitFor();
    const expectGone = async () => {
      const kept = await keptHere(page);
      for (const trace of ['norah', 'ottok', 'canary']) expect([trace, kept.includes(trace)]).toEqual([trace, false]);
    };
    await expect.poll(async () => (await keptHere(page)).includes('norah')).toBe(false);
    await expectGone();
    // The address still names a chat, as a link would.
    await page.goto(`${stage.url}/#/`);
    await page.reload();
    await page.getByRole('textbox', { name: 'Name' }).fill('perry');
    await page.keyboard.press('Enter');
    await page.getByText('No chats yet').waitFor();
    expect(await page.getByText(/norah|ottok|canary/).count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('canary');
    await page
      .getByText(/^No (chat|message) has/)
      .first()
      .waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expectGone();
    // What is written to who left does not come to who is here.
    await openChat(otto, 'norah');
    await say(otto, 'for norah alone');
    await bubble(otto, 'for norah alone', 'sent').waitFor();
    await openChat(otto, 'perry');
    await say(otto, 'for perry');
    await row(nora, 'ottok').getByText('for perry').waitFor();
    expect(await keptHere(page)).not.toContain('for norah alone');
    for (const { context } of [nora, otto]) await context.close();
  });
});
