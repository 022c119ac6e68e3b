import { describe, expect, it } from 'vitest';
import { heldUpright, type MadeFile, photo } from './made-files.js';
import { png } from './png.js';
import { openChat, type Person, row, stageOfTests } from './stage.js';

const stage = stageOfTests();

/** Files as the hand brings them: dragged over the chat, or from the clipboard. */
const bring = ({ page }: Person, by: 'drop' | 'paste', files: readonly MadeFile[]) =>
  page.locator(by === 'drop' ? '.pv-chat' : '.pv-composer textarea').evaluate(
    (element, [how, given]) => {
      const data = new DataTransfer();
      for (const { name, type, bytes } of given)
        data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
      const init = { bubbles: true, cancelable: true };
      if (how === 'paste') {
        element.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
        return;
      }
      for (const type of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: data }));
    },
    [by, files.map(({ name, mimeType: type, buffer }) => ({ name, type, bytes: buffer.toString('base64') }))] as const,
  );
const choose = ({ page }: Person, files: readonly MadeFile[]) =>
  page.locator('.pv-composer input[type=file]').setInputFiles([...files]);
const ready = ({ page }: Person, count: number) =>
  expect.poll(() => page.locator('.pv-attachments li[aria-busy=false]').count()).toBe(count);
const send = ({ page }: Person) => page.locator('.pv-composer .pv-send').click();
const pictures = ({ page }: Person) => page.locator('[data-status=received] .pv-picture[data-state=ready]');
const large = ({ page }: Person) => page.locator('.pv-lightbox-room img');
const file = (name: string, side = 60): MadeFile => ({ name, mimeType: 'image/png', buffer: png(side, side) });

/** The sides of the picture that stands open, and the colour of a point, told in parts of the sides. */
const lookAt = (person: Person, x: number, y: number) =>
  large(person).evaluate(
    (element, [atX, atY]) => {
      const image = element as HTMLImageElement;
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const draw = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      draw.drawImage(image, 0, 0);
      const [red = 0, , blue = 0] = draw.getImageData(atX * canvas.width, atY * canvas.height, 1, 1).data;
      return { width: canvas.width, height: canvas.height, colour: red > blue ? 'red' : 'blue' };
    },
    [x, y] as const,
  );

async function twoWhoTalk(one: string, other: string) {
  const [anna, bert] = [await stage.enter(one), await stage.enter(other)];
  await openChat(anna, other);
  return { anna, bert, leave: () => Promise.all([anna.context.close(), bert.context.close()]) };
}

describe('images', () => {
  it('[web: attachments] several are dropped, pasted and chosen, one is taken away, and the rest stand in their order', async () => {
    const { anna, bert, leave } = await twoWhoTalk('anna', 'bert');
    await bring(anna, 'drop', [file('one.png', 40), file('gone.png')]);
    await bring(anna, 'paste', [file('two.png', 80)]);
    await choose(anna, [file('three.png', 120)]);
    await ready(anna, 4);
    await anna.page.getByRole('button', { name: 'Delete: gone.png' }).click();
    await send(anna);
    await row(bert, 'anna').click();
    await expect.poll(() => pictures(bert).count()).toBe(3);
    await bert.page.locator('.pv-picture').first().click();
    for (const side of [40, 80, 120]) {
      await expect.poll(() => large(bert).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(side);
      await bert.page.keyboard.press('ArrowRight');
    }
    await leave();
  });

  it('[web: images] a large photograph is made smaller before it goes, upright, unless its sender wants it as it is', async () => {
    const { anna, bert, leave } = await twoWhoTalk('carla', 'dirk');
    const upright = heldUpright(await photo(stage, 'upright.jpg', 4_000, 2_000));
    await choose(anna, [upright]);
    await ready(anna, 1);
    await send(anna);
    await anna.page.locator('[data-status=sent] .pv-picture').waitFor();
    await choose(anna, [upright]);
    await ready(anna, 1);
    await anna.page.getByRole('checkbox', { name: 'Send photos in full size' }).check();
    await send(anna);
    await row(bert, 'carla').click();
    await expect.poll(() => pictures(bert).count()).toBe(2);
    // The room was kept in the shape in which it is seen.
    expect(await pictures(bert).first().locator('img').boundingBox()).toMatchObject({ width: 180, height: 360 });
    await pictures(bert).first().click();
    await expect.poll(() => lookAt(bert, 0.5, 0.1)).toEqual({ width: 1_280, height: 2_560, colour: 'red' });
    await expect.poll(() => lookAt(bert, 0.5, 0.9)).toEqual({ width: 1_280, height: 2_560, colour: 'blue' });
    await bert.page.keyboard.press('ArrowRight');
    await expect.poll(() => lookAt(bert, 0.5, 0.1)).toEqual({ width: 2_000, height: 4_000, colour: 'red' });
    const download = bert.page.waitForEvent('download');
    await bert.page.getByRole('button', { name: /^Download carla/ }).click();
    const kept = Buffer.concat(await (await (await download).createReadStream()).toArray());
    expect(kept.equals(upright.buffer)).toBe(true);
    await leave();
  });
});

describe('a picture over everything', () => {
  const zoomOf = (person: Person) =>
    large(person).evaluate((image) => new DOMMatrix(getComputedStyle(image).transform).a);
  const shownOf = ({ page }: Person) => page.locator('.pv-lightbox-count').textContent();

  async function withThree(one: string, other: string, options = {}) {
    const anna = await stage.enter(one);
    const bert = await stage.enter(other, options);
    await openChat(anna, other);
    await choose(anna, [file('a.png', 900), file('b.png', 700), file('c.png', 500)]);
    await ready(anna, 3);
    await send(anna);
    await row(bert, one).click();
    await expect.poll(() => pictures(bert).count()).toBe(3);
    return { bert, leave: () => Promise.all([anna.context.close(), bert.context.close()]) };
  }

  it('[web: lightbox] is walked with buttons and keys, zoomed with the wheel, a double click and keys, moved, and left', async () => {
    const { bert, leave } = await withThree('emma', 'falk');
    const { page } = bert;
    await pictures(bert).nth(1).click();
    await expect.poll(() => shownOf(bert)).toBe('2 of 3');
    await page.getByRole('button', { name: 'Next image' }).click();
    await expect.poll(() => shownOf(bert)).toBe('3 of 3');
    expect(await page.getByRole('button', { name: 'Next image' }).count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => shownOf(bert)).toBe('1 of 3');
    expect(await page.getByRole('button', { name: 'Previous image' }).count()).toBe(0);
    await large(bert).waitFor();
    const box = async () => (await large(bert).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const before = await box();
    const point = { x: before.x + before.width * 0.45, y: before.y + before.height * 0.45 };
    await page.mouse.move(point.x, point.y);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => zoomOf(bert)).toBeGreaterThan(2);
    // What was under the pointer is under it still.
    const scale = await zoomOf(bert);
    const after = await box();
    expect(Math.abs(after.x + after.width * 0.45 - point.x)).toBeLessThan(2);
    expect(Math.abs(after.width - before.width * scale)).toBeLessThan(2);
    await page.mouse.down();
    await page.mouse.move(point.x + 40, point.y + 30, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await box()).x - after.x)).toBe(40);
    await page.mouse.dblclick(point.x, point.y);
    await expect.poll(() => zoomOf(bert)).toBe(1);
    await page.mouse.dblclick(point.x, point.y);
    await expect.poll(() => zoomOf(bert)).toBe(2.5);
    await page.keyboard.press('0');
    await expect.poll(() => zoomOf(bert)).toBe(1);
    await page.keyboard.press('+');
    await expect.poll(() => zoomOf(bert)).toBe(2.5);
    await page.keyboard.press('-');
    await expect.poll(() => zoomOf(bert)).toBe(1);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => zoomOf(bert)).toBe(2.5);
    await page.keyboard.press('Escape');
    await page.locator('.pv-lightbox').waitFor({ state: 'detached' });
    await leave();
  });

  it('[web: lightbox] is swiped on a phone, pinched, and swept away', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { bert, leave } = await withThree('gerd', 'hanna', phone);
    const { page } = bert;
    const touch = await bert.context.newCDPSession(page);
    const fingers = (type: string, ...points: readonly (readonly [number, number])[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    const swipe = async (from: readonly [number, number], to: readonly [number, number]) => {
      await fingers('touchStart', from);
      for (const part of [0.3, 0.6, 1])
        await fingers('touchMove', [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
      await fingers('touchEnd');
    };
    await pictures(bert).first().tap();
    await expect.poll(() => shownOf(bert)).toBe('1 of 3');
    await large(bert).waitFor();
    await swipe([320, 420], [80, 430]);
    await expect.poll(() => shownOf(bert)).toBe('2 of 3');
    await swipe([80, 420], [320, 430]);
    await expect.poll(() => shownOf(bert)).toBe('1 of 3');
    await large(bert).waitFor();
    await fingers('touchStart', [175, 420], [215, 420]);
    await fingers('touchMove', [135, 420], [255, 420]);
    await fingers('touchEnd');
    await expect.poll(() => zoomOf(bert)).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Zoom out' }).tap();
    await expect.poll(() => zoomOf(bert)).toBe(1);
    await swipe([200, 300], [210, 520]);
    await page.locator('.pv-lightbox').waitFor({ state: 'detached' });
    await leave();
  });

  it('[web: images] shows a blurred preview in its whole room while nothing else is here', async () => {
    const { anna, bert, leave } = await twoWhoTalk('ines', 'janne');
    await choose(anna, [file('blue.png', 300)]);
    await ready(anna, 1);
    await bert.context.route(/\/media\//, () => undefined);
    await send(anna);
    await anna.page.locator('[data-status=sent] .pv-picture').waitFor();
    await row(bert, 'ines').click();
    const image = bert.page.locator('.pv-picture[data-state=loading] img');
    await expect.poll(() => image.getAttribute('src')).toMatch(/^data:image\/png/);
    expect(await image.boundingBox()).toMatchObject({ width: 300, height: 300 });
    await bert.context.unrouteAll({ behavior: 'ignoreErrors' });
    await leave();
  });
});
