import type { Page } from 'playwright-core';

/** What was seen while the timeline scrolled. */
export interface Seen {
  /** The greatest distance, in px, between where a row stood and where the scrolling alone would have put it. */
  readonly shift: number;
  /** In how many frames a row was there to be compared. */
  readonly compared: number;
  readonly frames: number;
  readonly seconds: number;
  /** How often older ones came above the first. */
  readonly loads: number;
}

export interface Scrolling {
  /** So many px at a time, upwards, and never beyond what is drawn above the screen: a step is a frame or two. */
  readonly step: number;
  /** Ends with this text of a message among the rows. */
  readonly until: string;
}

/**
 * Scrolls up, and compares after each frame, as it was painted, where a row stands with where it must stand. The browser's own scroll anchoring is
 * off: what holds the rows is the timeline.
 */
export function scrollUp(page: Page, scrolling: Scrolling): Promise<Seen> {
  return page.evaluate(async ({ step, until }: Scrolling): Promise<Seen> => {
    const list = document.querySelector<HTMLElement>('.pv-scroll');
    if (!list) throw new Error('there is no timeline');
    if (getComputedStyle(list).overflowAnchor !== 'none') throw new Error('the browser anchors the timeline itself');
    const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const rows = () => [...list.querySelectorAll<HTMLElement>('[data-message]')];
    const topOf = (row: HTMLElement) => row.getBoundingClientRect().top;
    const view = list.getBoundingClientRect();
    let [shift, compared, frames, loads] = [0, 0, 0, 0];
    await nextFrame();
    const begun = performance.now();
    for (let isDone = false; !isDone; ) {
      const all = rows();
      const first = all[0];
      const canMove = first && (topOf(first) <= view.top - step || list.scrollTop < step);
      // A row that is on the screen before and after.
      const by = canMove ? Math.min(step, list.scrollTop) : 0;
      const near = all.find((row) => topOf(row) >= view.top && row.getBoundingClientRect().bottom + by <= view.bottom);
      const expected = near && topOf(near) + by;
      if (by > 0) list.scrollTop -= by;
      const place = list.scrollTop;
      await nextFrame();
      if (list.scrollTop > place + 1_000) loads += 1;
      frames += 1;
      if (near?.isConnected && expected !== undefined) {
        compared += 1;
        shift = Math.max(shift, Math.abs(topOf(near) - expected));
      }
      if (list.scrollTop < 2) isDone = rows().some((row) => row.querySelector('.pv-text')?.textContent === until);
    }
    return { shift, compared, frames, loads, seconds: (performance.now() - begun) / 1000 };
  }, scrolling);
}

export interface SeenAtRest {
  readonly shift: number;
  /** The sum of what the browser itself calls layout shifts. */
  readonly layoutShift: number;
}

/** Goes so near the first row that older ones are asked for, lies still, and looks until they have come above. */
export function restAndLoad(page: Page, { nearPx, loadsWithinPx }: { nearPx: number; loadsWithinPx: number }) {
  return page.evaluate(
    async ([near, within]): Promise<SeenAtRest> => {
      const list = document.querySelector<HTMLElement>('.pv-scroll');
      if (!list) throw new Error('there is no timeline');
      const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const settle = async () => {
        // Drawn, measured and put right: nothing moves any more.
        for (let quiet = 0, height = 0, top = 0; quiet < 10; ) {
          await nextFrame();
          const isSame = height === list.scrollHeight && top === list.scrollTop;
          quiet = isSame ? quiet + 1 : 0;
          [height, top] = [list.scrollHeight, list.scrollTop];
        }
      };
      await settle();
      while (list.scrollTop > within + 100) {
        list.scrollTop = Math.max(within + 100, list.scrollTop - 400);
        await settle();
      }
      let layoutShift = 0;
      const observer = new PerformanceObserver((entries) => {
        for (const entry of entries.getEntries()) layoutShift += (entry as PerformanceEntry & { value: number }).value;
      });
      observer.observe({ type: 'layout-shift', buffered: false });
      list.scrollTop = near;
      await nextFrame();
      const view = list.getBoundingClientRect();
      const rows = [...list.querySelectorAll<HTMLElement>('[data-message]')];
      const row = rows.find((one) => one.getBoundingClientRect().top > view.top);
      if (!row) throw new Error('no row is on the screen');
      const top = row.getBoundingClientRect().top;
      const place = list.scrollTop;
      let shift = 0;
      for (let frames = 0; list.scrollTop < place + 1_000; frames++) {
        if (frames > 3_000) throw new Error(`nothing came above, ${list.scrollTop} px from the first row`);
        await nextFrame();
        shift = Math.max(shift, Math.abs(row.getBoundingClientRect().top - top));
      }
      await settle();
      shift = Math.max(shift, Math.abs(row.getBoundingClientRect().top - top));
      observer.disconnect();
      return { shift, layoutShift };
    },
    [nearPx, loadsWithinPx] as const,
  );
}
