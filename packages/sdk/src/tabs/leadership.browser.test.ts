import { VirtualClock } from '@palaver/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pageLocks } from './browser-tabs.js';
import { beatMs, Leadership } from './leadership.js';
import type { TabsPorts } from './tabs.js';

// Locks belong to a request, not to a page: several of these in one page contend as tabs do.
let names = 0;
const tabs: Leadership[] = [];
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.leave();
});

function castWith(locks: TabsPorts['locks'], count: number) {
  const name = `leadership-${names++}`;
  return Array.from({ length: count }, () => {
    const clock = new VirtualClock();
    const told: string[] = [];
    let isHidden = false;
    const listeners = new Set<() => void>();
    const presence = {
      isHidden: () => isHidden,
      onReturn(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const leadership = new Leadership(
      name,
      { clock, presence, locks },
      { lead: () => told.push('lead'), follow: () => told.push('follow'), beat: () => told.push('beat') },
    );
    tabs.push(leadership);
    return {
      leadership,
      told,
      hide: () => {
        isHidden = true;
      },
      show: () => {
        isHidden = false;
        for (const listener of listeners) listener();
      },
      /** So many beats' time goes by. */
      pass: (beats: number) => {
        const until = clock.monotonic() + beats * beatMs;
        while ((clock.next() ?? Number.POSITIVE_INFINITY) <= until) clock.step();
        clock.after(until - clock.monotonic(), () => {});
        clock.step();
      },
    };
  }) as [Tab, Tab, Tab];
}
type Tab = {
  leadership: Leadership;
  told: string[];
  hide(): void;
  show(): void;
  pass(beats: number): void;
};

describe.each([
  ['of the browser', navigator.locks],
  ['of a page without TLS', pageLocks()],
])('leadership by locks %s', (_, locks) => {
  const cast = (count: number) => castWith(locks, count);

  it('[B4 (part)] the first tab leads and beats, the others stand in line and follow one another', async () => {
    const [first, second, third] = cast(3);
    for (const tab of [first, second, third]) await tab.leadership.join();
    expect([first, second, third].map((tab) => tab.leadership.isLeading)).toEqual([true, false, false]);
    expect(first.told).toEqual(['lead', 'beat']);
    first.pass(2);
    expect(first.told).toEqual(['lead', 'beat', 'beat', 'beat']);
    first.leadership.leave();
    const leading = () => [second, third].filter((tab) => tab.leadership.isLeading);
    const [next] = await vi.waitUntil(() => leading().length === 1 && leading());
    next?.leadership.leave();
    await vi.waitUntil(() => leading().length === 1 && leading()[0] !== next);
  });

  it('[B4 (part)] a visible tab that misses three beats takes the lead, and the old leader follows', async () => {
    const [frozen, visible] = cast(2);
    await frozen.leadership.join();
    await visible.leadership.join();
    visible.pass(3);
    visible.leadership.heard();
    visible.pass(3);
    expect(frozen.leadership.isLeading).toBe(true);
    visible.pass(1);
    await vi.waitUntil(() => visible.leadership.isLeading && !frozen.leadership.isLeading);
    expect(frozen.told).toEqual(['lead', 'beat', 'follow']);
    frozen.pass(3);
    expect(frozen.told).toHaveLength(3);
    visible.leadership.leave();
    await vi.waitUntil(() => frozen.leadership.isLeading);
  });

  it('leaves the lead where it is while hidden, and counts anew when it is shown', async () => {
    const [leader, hidden] = cast(2);
    await leader.leadership.join();
    await hidden.leadership.join();
    hidden.hide();
    hidden.pass(10);
    hidden.show();
    hidden.pass(3);
    expect([leader.leadership.isLeading, hidden.leadership.isLeading]).toEqual([true, false]);
    hidden.pass(1);
    await vi.waitUntil(() => hidden.leadership.isLeading);
  });

  it('takes the lead when told to, and holds no lock once it left', async () => {
    const [first, second, third] = cast(3);
    await first.leadership.join();
    await second.leadership.join();
    await second.leadership.seize();
    expect(second.leadership.isLeading).toBe(true);
    await vi.waitUntil(() => first.told.includes('follow'));
    first.leadership.leave();
    second.leadership.leave();
    const left = third.leadership.join();
    third.leadership.leave();
    await left;
    expect(third.told).toEqual([]);
    const [last] = cast(1);
    await last.leadership.join();
    expect(last.leadership.isLeading).toBe(true);
  });
});
