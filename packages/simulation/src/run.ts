import { limits } from '@palaver/protocol';
import { actSomehow, type Common } from './chaos/actions.js';
import { assemble, castOf } from './chaos/cast.js';
import { endFaults, faultSomehow, restartDevice } from './chaos/faults.js';
import { enterStranger } from './chaos/stranger.js';
import { must, Violation } from './checker/violation.js';
import { Chance } from './world/chance.js';
import type { Counts } from './world/counts.js';
import type { Device } from './world/device.js';
import { type Seams, World } from './world/world.js';

export interface RunOptions {
  readonly seed: number;
  readonly steps: number;
  /** Replaces parts by broken ones; made anew for each run. */
  readonly breaks?: () => Seams;
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  readonly seed: number;
  readonly steps: number;
  readonly hash: string;
  readonly counts: Counts;
  readonly violation?: Violation;
  /** What happened last. */
  readonly tail: readonly string[];
}

/** How often a run lets everything come to rest and looks at all of it. */
const rests = 3;
/** D20: recovered within this time of the last fault … */
const recoveryMs = 10_000;
/** … or of the moment when two heartbeats without a sound have shown a half-open connection, or a hidden page has waited. */
const twoHeartbeatsMs = 2 * limits.heartbeatMs;

/** Longer than any outbox waits before it asks again. */
const quietMs = 5_000;

/** One life of a small world: everything in it follows from the seed. */
export async function run(options: RunOptions): Promise<RunResult> {
  const world = makeWorld(options);
  const outcome = (violation?: Violation): RunResult => ({
    seed: options.seed,
    steps: world.steps,
    hash: world.trace.hash(),
    counts: world.counts,
    tail: world.trace.tail(60),
    ...(violation && { violation }),
  });
  try {
    await live(world, options.steps);
    return outcome();
  } catch (error) {
    if (error instanceof Violation) return outcome(error);
    throw error;
  }
}

function makeWorld({ seed, breaks, onLine }: RunOptions): World {
  const chance = new Chance(seed).fork('kind of world');
  const isFar = chance.happens(0.3);
  const hasSlowReads = chance.happens(0.5);
  return new World({
    seed,
    weather: { latencyMs: isFar ? [40, 400] : [1, 40] },
    diskSpeed: { flushMs: chance.happens(0.3) ? [5, 60] : [0.2, 6], readMs: hasSlowReads ? [0, 30] : [0, 0] },
    // Few enough that a burst of the simulation meets them.
    settings: { limits: { sendsPerSecond: 5, sendsBurst: 12 } },
    ...(breaks && { seams: breaks() }),
    ...(onLine && { onLine }),
  });
}

async function live(world: World, steps: number): Promise<void> {
  await world.open();
  const chance = world.chance.fork('director');
  await assemble(world, castOf(chance.fork('cast')));
  const common: Common = { groups: new Set(), texts: 0 };
  const stranger = chance.fork('stranger');
  if (stranger.happens(0.3)) await enterStranger(world, stranger, common);
  const pace = { actionMs: chance.between(40, 400), faultMs: chance.between(250, 2_500) };
  for (let rest = 1; rest <= rests; rest++) {
    await turmoil(world, chance, common, pace, world.steps + Math.ceil(steps / rests));
    await calm(world, chance);
  }
}

/** People act and things go wrong, until so many steps were taken. */
async function turmoil(
  world: World,
  chance: Chance,
  common: Common,
  pace: { actionMs: number; faultMs: number },
  until: number,
): Promise<void> {
  let isOver = false;
  const again = (mean: number, happen: () => void) =>
    world.clock.after(chance.span(mean), () => {
      if (isOver) return;
      happen();
      again(mean, happen);
    });
  const acting = chance.fork(`acts ${until}`);
  const failing = chance.fork(`faults ${until}`);
  again(pace.actionMs, () => actSomehow(world, acting, common));
  again(pace.faultMs, () => faultSomehow(world, failing));
  while (world.steps < until) await world.step();
  isOver = true;
}

/** Nobody does anything and nothing goes wrong any more: everything recovers, and is compared (D20). */
async function calm(world: World, chance: Chance): Promise<void> {
  world.trace.write('  calm');
  for (const device of world.devices) if (!device.isRunning && chance.happens(0.6)) restartDevice(world, device.name);
  world.isCalm = true;
  await endFaults(world);
  const isHidden = world.devices.some((device) => device.isHidden);
  const noticeMs = Math.max(world.network.hasSilent ? twoHeartbeatsMs : 0, isHidden ? limits.reconnectHiddenMs : 0);
  await world.pass(noticeMs + recoveryMs);
  const devices = world.devices.filter((device) => device.isRunning && isLoggedIn(device.status));
  const names = new Set(devices.map((device) => device.name));
  await everythingEnds(world, names);
  const limit = world.clock.monotonic() + 600_000;
  while (await isSending(world, devices)) {
    must('S26', world.clock.monotonic() < limit, () => 'a message never leaves');
    await world.pass(quietMs);
    await everythingEnds(world, names);
  }
  await world.checkAtRest(devices);
  world.counts.add('rests');
  world.isCalm = false;
  for (const device of world.devices) if (!device.isRunning && chance.happens(0.6)) restartDevice(world, device.name);
}

/** What was refused with “again later”, and what waits in outboxes, takes its time; at rest is when nothing was added for a while. */
async function everythingEnds(world: World, devices: ReadonlySet<string>): Promise<void> {
  const { ledger, truth } = world.checker;
  const limit = world.clock.monotonic() + 180_000;
  while (ledger.pending(devices) > 0 || world.clock.monotonic() - truth.addedAt < quietMs) {
    must('S26', world.clock.monotonic() < limit, () => `${ledger.pendingOf(devices)} never ended`);
    await world.step();
  }
  while (!world.network.isQuiet) await world.step();
}

/** What a process before this one had taken on leaves as well, files one after the other; of that the ledger knows nothing. */
async function isSending(world: World, devices: readonly Device[]): Promise<boolean> {
  for (const { client } of devices)
    for (const { messages } of client.conversations.get())
      if ((await world.settle(messages.all())).some(({ status }) => status === 'sending')) return true;
  return false;
}

const isLoggedIn = (status: string) => !['idle', 'kicked', 'expired', 'off'].includes(status);
