import type { Chance } from '../world/chance.js';
import type { World } from '../world/world.js';

/** Something that goes wrong, or that an operator does. It answers whether it could happen now. */
interface Fault {
  readonly name: string;
  readonly weight: number;
  strike(world: World, chance: Chance): boolean;
}

const hourMs = 3_600_000;

const faults: readonly Fault[] = [
  {
    name: 'connection broken',
    weight: 26,
    strike(world, chance) {
      const link = chance.pick(world.network.links());
      link?.breakOff({
        keepsMs: chance.between(0, 60),
        lateMs: chance.happens(0.5) ? 0 : chance.between(0, 3_000),
        clientLearnsMs: chance.between(0, 300),
        serverLearnsMs: chance.between(0, 2_000),
      });
      return link !== undefined;
    },
  },
  {
    name: 'connection broken with frames under way',
    weight: 12,
    strike(world, chance) {
      // What was sent arrives late, when the device may have connected anew.
      const link = chance.pick(world.network.links().filter(({ up }) => up.inFlight > 0));
      const lateMs = chance.between(300, 3_000);
      link?.breakOff({ keepsMs: 500, lateMs, clientLearnsMs: chance.between(0, 20), serverLearnsMs: lateMs });
      return link !== undefined;
    },
  },
  {
    name: 'transfer broken',
    weight: 10,
    strike(world, chance) {
      const transfer = chance.pick(world.network.transfers());
      transfer?.breakOff({ clientLearnsMs: chance.between(0, 300), serverLearnsMs: chance.between(0, 500) });
      return transfer !== undefined;
    },
  },
  {
    name: 'connection half-open',
    weight: 5,
    strike(world, chance) {
      const link = chance.pick(world.network.links());
      link?.silence(chance.pick(['up', 'down', 'both', 'both'] as const) ?? 'both');
      return link !== undefined;
    },
  },
  {
    name: 'attempt refused',
    weight: 4,
    strike: (world, chance) => spoilAttempt(world, chance, 'refused'),
  },
  {
    name: 'attempt unanswered',
    weight: 1,
    strike: (world, chance) => spoilAttempt(world, chance, 'swallowed'),
  },
  {
    name: 'attempt doubled',
    weight: 5,
    strike: (world, chance) => spoilAttempt(world, chance, 'ghost'),
  },
  {
    name: 'device without network',
    weight: 7,
    strike(world, chance) {
      const device = chance.pick(world.devices);
      if (!device || !world.network.isReachable(device.name)) return false;
      world.network.setReachable(device.name, false);
      for (const link of world.network.links(device.name))
        link.breakOff({ keepsMs: 0, lateMs: 0, clientLearnsMs: chance.between(0, 500), serverLearnsMs: 1_000 });
      for (const transfer of world.network.transfers(device.name))
        transfer.breakOff({ clientLearnsMs: chance.between(0, 500), serverLearnsMs: 1_000 });
      world.clock.after(chance.span(6_000), () => {
        world.network.setReachable(device.name, true);
        if (chance.happens(0.7)) device.networkReturned();
      });
      return true;
    },
  },
  {
    name: 'device crashed',
    weight: 12,
    strike(world, chance) {
      const device = chance.pick(world.devices.filter((one) => one.isRunning));
      if (!device) return false;
      const pending = device.disk.pendingWrites();
      if (pending > 0) world.counts.add('fault: device crashed while writing');
      device.crash(chance.whole(0, pending), chance.happens(0.7));
      world.clock.after(chance.span(3_000), () => restartDevice(world, device.name));
      return true;
    },
  },
  {
    name: 'device started again',
    weight: 8,
    strike(world, chance) {
      const device = chance.pick(world.devices.filter((one) => !one.isRunning));
      if (device) restartDevice(world, device.name);
      return device !== undefined;
    },
  },
  {
    name: 'server crashed',
    weight: 8,
    strike(world, chance) {
      if (!world.server.isRunning) return false;
      world.server.crash(chance.happens(0.5) ? 0 : 99, chance.happens(0.8));
      restartServerAfter(world, chance.span(800));
      return true;
    },
  },
  {
    name: 'server stopped in order',
    weight: 2,
    strike(world, chance) {
      if (!world.server.isRunning) return false;
      void world.server.stop().then(() => restartServerAfter(world, chance.span(500)));
      return true;
    },
  },
  {
    name: 'flush failed',
    weight: 1,
    strike(world, chance) {
      if (!world.server.isRunning) return false;
      world.server.disk.condition = 'failing';
      world.clock.after(chance.span(2_000), () => {
        world.server.disk.condition = 'well';
        restartServerAfter(world, 1);
      });
      return true;
    },
  },
  {
    name: 'disk full',
    weight: 2,
    strike(world, chance) {
      if (!world.server.isRunning || world.server.disk.condition !== 'well') return false;
      world.server.disk.condition = 'full';
      world.clock.after(chance.span(1_500), () => {
        world.server.disk.condition = 'well';
      });
      return true;
    },
  },
  {
    name: 'server clock jumped',
    weight: 4,
    strike(world, chance) {
      world.server.jumpClock(chance.between(-2, 2) * hourMs);
      return true;
    },
  },
  {
    name: 'device clock jumped',
    weight: 2,
    strike(world, chance) {
      chance.pick(world.devices)?.jumpClock(chance.between(-2, 2) * hourMs);
      return true;
    },
  },
  {
    name: 'page hidden or shown',
    weight: 2,
    strike(world, chance) {
      chance.pick(world.devices)?.setHidden(chance.happens(0.5));
      return true;
    },
  },
  {
    name: 'backup',
    weight: 3,
    strike(world) {
      world.server.disk.backUp();
      return true;
    },
  },
  {
    name: 'restored from backup',
    weight: 2,
    strike(world, chance) {
      const { server } = world;
      if (!server.isRunning || !server.disk.hasBackup) return false;
      server.crash(0, true);
      server.disk.restore();
      world.checker.restored(server.disk.store.epoch);
      restartServerAfter(world, chance.span(500));
      return true;
    },
  },
];

export function faultSomehow(world: World, chance: Chance): void {
  const fault = chance.weighted(faults);
  if (!fault?.strike(world, chance)) return;
  world.trace.write(`  FAULT ${fault.name}`);
  world.counts.add(`fault: ${fault.name}`);
  if (fault.name.includes('half-open') || fault.name.includes('unanswered')) world.counts.add('fault: silent');
}

function spoilAttempt(world: World, chance: Chance, fate: 'refused' | 'swallowed' | 'ghost'): boolean {
  const link = chance.pick(world.network.links());
  if (!link) return false;
  world.network.prepareAttempt(link.device, fate);
  link.breakOff({ keepsMs: 0, lateMs: 0, clientLearnsMs: 1, serverLearnsMs: chance.between(0, 2_000) });
  return true;
}

export function restartDevice(world: World, name: string): void {
  const device = world.devices.find((one) => one.name === name);
  if (!device || device.isRunning || world.isCalm) return;
  device.start();
  device.client.resume().catch((error) => world.checker.faulted(device, error));
}

function restartServerAfter(world: World, ms: number): void {
  world.clock.after(ms, () => {
    if (!world.server.isRunning) world.server.start();
  });
}

/** Nothing goes wrong from now on, and what lies down gets up again. */
export async function endFaults(world: World): Promise<void> {
  world.network.heal();
  world.server.disk.condition = 'well';
  // A stop in order takes its time, and a failed flush may just be ending the process.
  await world.pass(200);
  await world.until(() => !world.server.isStopping, 60_000, 'the end of the server');
  if (!world.server.isRunning) world.server.start();
}
