import { describe, expect, it } from 'vitest';
import { stageOfTests } from './stage.js';

const stage = stageOfTests();

describe('a dialog', () => {
  it('that ends late closes no other, and leads nowhere', async () => {
    await stage.enter('slow');
    const anna = await stage.visit();
    let release: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    let hasAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      hasAsked = resolve;
    });
    let isHeld = false;
    await anna.context.routeWebSocket(/\/socket/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((frame) => {
        if (String(frame).includes('"t":"users.get"')) {
          isHeld = true;
          hasAsked();
        }
        server.send(frame);
      });
      server.onMessage(async (frame) => {
        if (isHeld) await answered;
        socket.send(frame);
      });
    });
    await anna.page.reload();
    await anna.page.locator('input[name=username]').fill('anna');
    await anna.page.keyboard.press('Enter');
    await anna.page.locator('.pane-list').waitFor();
    await anna.page.getByRole('button', { name: 'New chat' }).first().click();
    await anna.page.getByRole('textbox', { name: 'With whom?' }).fill('slow');
    await anna.page.getByRole('button', { name: 'Start' }).click();
    await asked;
    await anna.page.keyboard.press('Escape');
    await anna.page.getByRole('dialog').waitFor({ state: 'detached' });
    await anna.page.getByRole('button', { name: 'Settings' }).click();
    await anna.page.getByRole('dialog', { name: 'Settings' }).waitFor();
    release();
    // The chat has come: its row stands in the list behind the dialog, and nothing else has happened.
    await anna.page.locator('.pv-row', { hasText: 'slow' }).waitFor({ state: 'attached' });
    await anna.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await anna.page.getByRole('dialog', { name: 'Settings' }).count()).toBe(1);
    expect(await anna.page.evaluate(() => location.hash)).not.toContain('slow');
    await anna.context.close();
  });
});
