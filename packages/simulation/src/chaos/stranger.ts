import { ImError } from '@palaver/protocol';
import { Violation } from '../checker/violation.js';
import type { Chance } from '../world/chance.js';
import { type Device, type DeviceWatcher, errorName, type Sight } from '../world/device.js';
import type { World } from '../world/world.js';
import type { Common } from './actions.js';
import { password, users } from './cast.js';

/** How often he tries something, in ms. */
const paceMs = 2_500;

/** All that the server may tell him, besides that it has no time for him now. */
const notThere: readonly string[] = ['NOT_FOUND'];
const temporary: readonly string[] = [
  'OFFLINE',
  'TIMEOUT',
  'RATE_LIMITED',
  'BUSY',
  'SERVER_FULL',
  'CANCELLED',
  'INTERNAL',
];

/** What shows something of somebody. */
const telling: ReadonlySet<Sight['type']> = new Set<Sight['type']>([
  ...(['message.new', 'message.sent', 'message.retracted', 'message.receipts'] as const),
  ...(['sync.offline', 'sync.roaming', 'command'] as const),
]);

type Attempt = {
  readonly name: string;
  readonly act: (stranger: Device, chance: Chance, common: Common) => Promise<unknown>;
};

const [ownName, ...others] = users;
const somebody = (chance: Chance) => chance.pick(others) ?? ownName;
const aGroup = (chance: Chance, { groups }: Common) => chance.pick([...groups]) ?? '1';

const attempts: readonly Attempt[] = [
  { name: 'sends to a name', act: async ({ client }, chance) => client.send({ user: somebody(chance) }, 'hello') },
  {
    name: 'sends to another application',
    act: async ({ client }, chance) => client.send({ user: somebody(chance), appKey: 'default' }, 'hello'),
  },
  {
    name: 'sends to a group',
    act: async ({ client }, chance, common) => client.send({ group: aGroup(chance, common) }, 'hello'),
  },
  { name: 'looks at a group', act: ({ client }, chance, common) => client.groups.get(aGroup(chance, common)) },
  { name: 'looks for members', act: ({ client }, chance, common) => client.groups.members(aGroup(chance, common)) },
  {
    name: 'adds himself to a group',
    act: ({ client, user }, chance, common) => client.groups.addMembers(aGroup(chance, common), [user]),
  },
  { name: 'dissolves a group', act: ({ client }, chance, common) => client.groups.dissolve(aGroup(chance, common)) },
  { name: 'looks at a user', act: ({ client }, chance) => client.users.get(somebody(chance), 'default') },
  { name: 'blocks a user', act: ({ client }, chance) => client.users.block(somebody(chance)) },
  {
    name: 'commands a user',
    act: ({ client }, chance) => client.sendCommand({ user: somebody(chance), appKey: 'default' }, 'do'),
  },
];

/**
 * Somebody of another application, with a name that this one has, too: whatever he guesses answers as what does not exist,
 * and he is shown nothing (D22).
 */
export async function enterStranger(world: World, chance: Chance, common: Common): Promise<void> {
  const spec = { name: 'stranger', user: ownName, platform: 'linux', appKey: 'elsewhere' } as const;
  const stranger = await world.addStranger(spec, watcherFor(world));
  stranger.start();
  await world.settle(stranger.client.register({ username: stranger.user, password }));
  await world.settle(stranger.client.login({ username: stranger.user, password }));
  const next = () =>
    world.clock.after(chance.span(paceMs), () => {
      const attempt = chance.pick(attempts);
      if (attempt && stranger.status === 'online')
        tryIt(world, attempt.name, () => attempt.act(stranger, chance, common));
      next();
    });
  next();
}

function tryIt(world: World, name: string, act: () => Promise<unknown>): void {
  world.trace.write(`  stranger: ${name}`);
  act().then(
    () => found(world, `he ${name}, and it is done`),
    (error: unknown) => {
      const code = ImError.is(error) ? error.code : errorName(error);
      world.trace.write(`  stranger: ${name}: ${code}`);
      if (notThere.includes(code)) world.counts.add('D22: answered as not there');
      else if (!temporary.includes(code)) found(world, `he ${name} and is told ${code}`);
    },
  );
}

function watcherFor(world: World): DeviceWatcher {
  return {
    saw(_device, { type }) {
      if (telling.has(type)) found(world, `he is told ${type}`);
    },
    started() {},
    crashed() {},
    faulted: (device, error) => world.checker.faulted(device, error),
  };
}

function found(world: World, what: string): void {
  world.checker.judge(() => {
    throw new Violation('D22', `a stranger of another application: ${what}`);
  });
}
