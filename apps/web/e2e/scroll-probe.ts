import type { Page } from 'playwright-core';

/** What was seen while the timeline scrolled. */
export interface Seen {
  /** The greatest distance, in px, between where a row was painted and where the scrolling alone would have put it. */
  readonly shift: number;
  /** In how many frames a row was there to be compared. */
  readonly compared: number;
  /** How often a row that stayed on the screen became another element. */
  readonly remade: number;
  readonly frames: number;
  readonly seconds: number;
}

export interface SeenAtRest {
  readonly shift: number;
  /** The sum of what the browser itself calls layout shifts. */
  readonly layoutShift: number;
}

interface Probe {
  readonly list: HTMLElement;
  rows(): HTMLElement[];
  byId(id: string | undefined): HTMLElement | null;
  /** Where a row stands in the frame that is painted next: an observer of intersections is asked when all else is done. */
  painted(row: HTMLElement): Promise<number>;
}
declare global {
  interface Window {
    probe: Probe;
  }
}

/** Put into the page once. The browser's own scroll anchoring is off: what holds the rows is the timeline. */
export function installProbe(page: Page): Promise<void> {
  return page.evaluate(() => {
    const list = document.querySelector<HTMLElement>('.pv-scroll');
    if (!list) throw new Error('there is no timeline');
    if (getComputedStyle(list).overflowAnchor !== 'none') throw new Error('the browser anchors the timeline itself');
    const byId = (id: string | undefined) => list.querySelector<HTMLElement>(`[data-message="${id}"]`);
    const once = (row: HTMLElement) =>
      new Promise<number | undefined>((resolve) => {
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect();
          resolve(row.isConnected ? entry?.boundingClientRect.top : undefined);
        });
        observer.observe(row);
        // Of one that leaves the page before the frame nothing is ever told.
        const after = (frames: number): unknown =>
          frames > 0 ? requestAnimationFrame(() => after(frames - 1)) : resolve(undefined);
        after(4);
      });
    window.probe = {
      list,
      rows: () => [...list.querySelectorAll<HTMLElement>('[data-message]')],
      byId,
      async painted(row) {
        const top = await once(row);
        const now = top === undefined ? byId(row.dataset.message) : null;
        return top ?? (now ? await once(now) : undefined) ?? Number.NaN;
      },
    };
  });
}

/**
 * Scrolls up by `step` px every other frame, never beyond what is drawn above the screen, until a message of this text is
 * there; and compares in each frame where a row is painted with where it must be.
 */
export function scrollUp(page: Page, scrolling: { step: number; until: string }): Promise<Seen> {
  return page.evaluate(async ({ step, until }): Promise<Seen> => {
    const { list, rows, painted } = window.probe;
    const topOf = (row: HTMLElement) => row.getBoundingClientRect().top;
    const view = list.getBoundingClientRect();
    let [shift, compared, remade, frames, still] = [0, 0, 0, 0, 0];
    const compare = (is: number, must: number) => {
      if (Number.isNaN(is) || Number.isNaN(must)) return;
      compared += 1;
      shift = Math.max(shift, Math.abs(is - must));
    };
    const begun = performance.now();
    for (let isDone = false; !isDone; ) {
      const all = rows();
      const [first] = all;
      if (!first) throw new Error('there are no rows');
      const canMove = topOf(first) <= view.top - step || list.scrollTop < step;
      still = canMove ? 0 : still + 1;
      // Where nothing more is drawn ahead while it lies still, it goes on slowly.
      const most = Math.min(canMove ? step : still > 10 ? step / 6 : 0, list.scrollTop);
      // A row that is on the screen before and after.
      const row =
        all.find((one) => topOf(one) >= view.top && one.getBoundingClientRect().bottom + most <= view.bottom) ?? first;
      const before = await painted(row);
      const by = Math.min(most, list.scrollTop);
      if (by > 0) list.scrollTop -= by;
      compare(await painted(row), before + by);
      if (!row.isConnected && row !== first) remade += 1;
      frames += 2;
      if (list.scrollTop < 2) isDone = rows().some((one) => one.querySelector('.pv-text')?.textContent === until);
    }
    return { shift, compared, remade, frames, seconds: (performance.now() - begun) / 1000 };
  }, scrolling);
}

/** Goes so near the first row that older ones are asked for, lies still, and looks until they have come above. */
export function restAndLoad(page: Page, at: { nearPx: number; loadsWithinPx: number }): Promise<SeenAtRest> {
  return page.evaluate(async ({ nearPx, loadsWithinPx }): Promise<SeenAtRest> => {
    const { list, rows, byId, painted } = window.probe;
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const settle = async () => {
      // Drawn, measured and put right: nothing moves any more.
      for (let quiet = 0, height = 0, top = 0; quiet < 10; ) {
        await nextFrame();
        quiet = height === list.scrollHeight && top === list.scrollTop ? quiet + 1 : 0;
        [height, top] = [list.scrollHeight, list.scrollTop];
      }
    };
    await settle();
    while (list.scrollTop > loadsWithinPx + 100) {
      list.scrollTop = Math.max(loadsWithinPx + 100, list.scrollTop - 400);
      await settle();
    }
    let layoutShift = 0;
    const observer = new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) layoutShift += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: 'layout-shift', buffered: false });
    list.scrollTop = nearPx;
    const { top: edge, bottom } = list.getBoundingClientRect();
    let id: string | undefined;
    const now = async () => {
      const row = byId(id);
      return row ? painted(row) : Number.NaN;
    };
    let top = Number.NaN;
    // The rows of that place are drawn a frame or two after it was gone to.
    for (let frames = 0; Number.isNaN(top); frames++) {
      if (frames > 600) throw new Error('no row is on the screen');
      await nextFrame();
      const shown = rows().map((one) => ({ id: one.dataset.message, box: one.getBoundingClientRect() }));
      id = shown.find(({ box }) => box.top > edge && box.bottom < bottom)?.id;
      top = await now();
    }
    const place = list.scrollTop;
    let shift = 0;
    for (let frames = 0; list.scrollTop < place + 1_000; frames++) {
      if (frames > 3_000) throw new Error(`nothing came above, ${list.scrollTop} px from the first row`);
      const is = await now();
      // Drawn anew just then: the next frame tells.
      if (!Number.isNaN(is)) shift = Math.max(shift, Math.abs(is - top));
    }
    await settle();
    shift = Math.max(shift, Math.abs((await now()) - top));
    observer.disconnect();
    return { shift, layoutShift };
  }, at);
}

/** The control: how far a row moves where something above it grows behind the timeline's back. */
export function growAbove(page: Page, px: number): Promise<number> {
  return page.evaluate(async (height) => {
    const { list, rows, painted } = window.probe;
    const stranger = document.createElement('div');
    stranger.style.cssText = `flex: none; height: ${height}px`;
    // While a chat is being filled its rows may be drawn anew: then there is nothing to compare yet.
    for (let tries = 0; tries < 600; tries++) {
      await new Promise(requestAnimationFrame);
      const row = rows().at(-1);
      const before = row ? await painted(row) : Number.NaN;
      if (!row?.isConnected || Number.isNaN(before)) continue;
      list.prepend(stranger);
      const after = await painted(row);
      stranger.remove();
      if (row.isConnected && !Number.isNaN(after)) return after - before;
    }
    throw new Error('no row stays to be compared');
  }, px);
}
