import type { Chance } from '../world/chance.js';
import type { Device, DeviceSpec } from '../world/device.js';
import type { World } from '../world/world.js';

export const users = ['alice', 'bobby', 'carol', 'david'] as const;
export const password = 'open sesame';

/** Who is in the play of a seed: two to four people, with one to three devices each. */
export function castOf(chance: Chance): DeviceSpec[] {
  const people = users.slice(0, chance.whole(2, users.length));
  const isSlow = chance.happens(0.3);
  const specs: DeviceSpec[] = [];
  for (const user of people) {
    const platforms = (['web', 'ios', 'macos'] as const).slice(0, chance.whole(1, 3));
    for (const platform of platforms) {
      const disk = chance.fork(`disk of ${user} ${platform}`);
      const writeMs = () => (isSlow ? disk.between(1, 120) : disk.between(0, 6));
      specs.push({ name: `${user}-${platform}`, user, platform, roaming: !chance.happens(0.15), writeMs });
    }
    // Another of the same class: where one logs in the other is ended (O5).
    if (chance.happens(0.2)) specs.push({ name: `${user}-android`, user, platform: 'android' });
  }
  return specs;
}

/** Everybody has an account, and the devices of the first of each class are logged in. */
export async function assemble(world: World, specs: readonly DeviceSpec[]): Promise<Device[]> {
  const devices = specs.map((spec) => world.addDevice(spec));
  const registered = new Set<string>();
  for (const device of devices) {
    device.start();
    if (!registered.has(device.user)) {
      registered.add(device.user);
      await world.settle(device.client.register({ username: device.user, password }));
    }
    if (device.platform !== 'android') await world.settle(device.client.login({ username: device.user, password }));
  }
  return devices;
}
