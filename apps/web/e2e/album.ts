import { access, mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import { bubble, composer, type Person, type Stage, say } from './stage.js';

/**
 * Taken by each run; those of the documents are replaced where one is missing or PALAVER_PICTURES is set, so that a run
 * of the tests leaves the repository as it was.
 */
const ofDocuments = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const ofThisRun = fileURLToPath(new URL('../../../.reports/pictures/', import.meta.url));

export async function openAlbum(): Promise<void> {
  for (const directory of [ofDocuments, ofThisRun]) await mkdir(directory, { recursive: true });
}

export const window = { viewport: { width: 860, height: 640 }, deviceScaleFactor: 1.5 } satisfies BrowserContextOptions;
export const keep = async ({ page }: Person, name: string) => {
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await put(name, picture);
};
export async function put(name: string, picture: Uint8Array) {
  expect(picture.length).toBeGreaterThan(10_000);
  await writeFile(`${ofThisRun}${name}.png`, picture);
  const isThere = await access(`${ofDocuments}${name}.png`).then(
    () => true,
    () => false,
  );
  if (!isThere || process.env.PALAVER_PICTURES) await writeFile(`${ofDocuments}${name}.png`, picture);
}

export async function inTurn(...lines: readonly (readonly [from: Person, to: Person, text: string])[]) {
  for (const [from, to, text] of lines) {
    await say(from, text);
    await bubble(to, text).waitFor();
    await bubble(from, text, 'sent').waitFor();
  }
}

export async function makeGroup({ page }: Person, title: string, members: readonly string[]) {
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('textbox', { name: 'Name of the group' }).fill(title);
  for (const name of members) {
    await page.getByRole('textbox', { name: 'Add by name' }).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
  await page.getByRole('button', { name: 'Create group' }).click();
  await composer({ page }).waitFor();
}

export async function setUp({ page }: Person, nickname: string, signature: string, picture: Buffer) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.locator('.person-button').click();
  await page.getByRole('textbox', { name: 'Name that others see' }).fill(nickname);
  await page.getByRole('textbox', { name: 'Signature' }).fill(signature);
  await page
    .locator('dialog input[type=file]')
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
  await page.locator('dialog .pv-avatar img').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(signature).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
}

export async function attach({ page }: Person, file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.locator('.pv-composer input[type=file]').setInputFiles([file]);
  await page.locator('.pv-attachments li', { hasText: file.name }).waitFor();
  await page.locator('.pv-send').click();
  await page.locator('.pv-attachments').waitFor({ state: 'detached' });
}

/** A lake in the evening, drawn by the browser: nobody else's picture. */
export async function landscape(stage: Stage): Promise<Buffer> {
  const { page, context } = await stage.visit({ viewport: { width: 1280, height: 860 } });
  await page.goto('about:blank');
  await page.setContent(`<style>body{margin:0}</style><svg width="1280" height="860" viewBox="0 0 1280 860">
    <defs>
      <linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3d6a93"/><stop offset=".7" stop-color="#f2b98c"/><stop offset="1" stop-color="#f7dcae"/></linearGradient>
      <linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e6b48f"/><stop offset="1" stop-color="#24506b"/></linearGradient>
    </defs>
    <rect width="1280" height="520" fill="url(#s)"/><circle cx="900" cy="430" r="58" fill="#fff2d2"/>
    <path d="M0 430 L180 300 L340 410 L560 250 L800 440 L1000 340 L1280 460 V540 H0Z" fill="#4c6a78"/>
    <path d="M0 490 L240 400 L520 500 L820 430 L1280 510 V560 H0Z" fill="#2c4d52"/>
    <rect y="530" width="1280" height="330" fill="url(#w)"/><rect x="845" y="540" width="110" height="200" fill="#fff2d2" opacity=".35"/>
    <path d="M90 560 v-90 l70 -50 l70 50 v90Z" fill="#5b2f24"/><rect x="145" y="490" width="32" height="34" fill="#ffd98a"/>
  </svg>`);
  const picture = await page.screenshot({ type: 'png' });
  await context.close();
  return picture;
}
