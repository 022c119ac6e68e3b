import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LongChat, lineOf, openLongChat } from './long-chat.js';
import { growAbove, installProbe, restAndLoad, scrollUp } from './scroll-probe.js';
import { row } from './stage.js';

const count = 50_000;
/** A guard against hanging: it is a long way, and some machines are slow. */
const patience = 900_000;
let chat: LongChat;
beforeAll(async () => {
  chat = await openLongChat(count);
}, patience);
afterAll(() => chat.stage.close());
afterEach(() => expect(chat.stage.faults.splice(0)).toEqual([]));

const print = (line: string) => process.stdout.write(`${line}\n`);

describe('a long chat', () => {
  it(
    '[web: timeline] 50,000 messages scroll, older ones load above, and no row shifts by more than 1 px',
    async () => {
      const bert = await chat.enter({ viewport: { width: 1100, height: 1300 } });
      await row(bert, chat.from).click();
      await bert.page.locator('[data-message]').first().waitFor();

      await installProbe(bert.page);
      // The control: what shifts is seen.
      expect(await growAbove(bert.page, 30)).toBe(30);
      const rest = [];
      for (let round = 0; round < 4; round++)
        rest.push(await restAndLoad(bert.page, { nearPx: 1_000, loadsWithinPx: 1_600 }));
      const restShift = Math.max(...rest.map(({ shift }) => shift));
      const layoutShift = rest.reduce((sum, one) => sum + one.layoutShift, 0);
      print(
        `older ones above, at rest, four times: greatest shift ${restShift.toFixed(2)} px, layout-shift entries ${layoutShift}`,
      );
      expect(restShift).toBeLessThanOrEqual(1);
      expect(layoutShift).toBe(0);

      const { shift, compared, remade, frames, seconds } = await scrollUp(bert.page, { step: 600, until: lineOf(0) });
      print(
        `up through ${count} messages: ${frames} frames in ${seconds.toFixed(0)} s, ${(frames / seconds).toFixed(1)} a second ` +
          `(wanted: 55); greatest shift ${shift.toFixed(2)} px in ${compared} comparisons, ${remade} rows made anew in their place`,
      );
      expect(shift).toBeLessThanOrEqual(1);
      expect(compared).toBeGreaterThan(frames / 4);
      // What is made anew loses the focus and what was selected in it, and a video begins again.
      expect(remade).toBe(0);
      await bert.context.close();
    },
    patience,
  );
});
