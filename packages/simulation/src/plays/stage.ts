import type { Client, Events, Message, Platform, SendHandle, SendOptions, Target } from '@palaver/sdk';
import { singleTarget } from '../checker/checker.js';
import type { Device, DeviceSpec } from '../world/device.js';
import { World, type WorldOptions } from '../world/world.js';

const password = 'open sesame';

/**
 * A stage for plays: a world in which nothing goes wrong by chance, people who enter with their devices, and what they
 * say and hear. Its checker watches all the same.
 */
export class Stage {
  readonly world: World;
  private readonly registered = new Set<string>();

  private constructor(world: World) {
    this.world = world;
  }

  static async open(options: Partial<WorldOptions> = {}): Promise<Stage> {
    const world = new World({ seed: 1, ...options });
    await world.open();
    return new Stage(world);
  }

  /** A person comes in with a device: registers where he is new, logs in, and has caught up. */
  async enters(user: string, platform: Platform = 'web', spec: Partial<DeviceSpec> = {}): Promise<Device> {
    const device = this.brings(user, platform, spec);
    await this.logsIn(device);
    return device;
  }

  /** A device that runs and has no session yet. */
  brings(user: string, platform: Platform = 'web', spec: Partial<DeviceSpec> = {}): Device {
    const device = this.world.addDevice({ name: `${user}-${platform}`, user, platform, ...spec });
    device.start();
    return device;
  }

  async logsIn(device: Device): Promise<void> {
    const { user: username } = device;
    if (!this.registered.has(username)) {
      this.registered.add(username);
      await this.does(device.client.register({ username, password }));
    }
    await this.does(device.client.login({ username, password }));
    await this.does(device.client.synced());
  }

  /** Goes on until it has happened. */
  does<T>(promise: Promise<T>): Promise<T> {
    return this.world.settle(promise);
  }

  until(isSo: () => boolean, what?: string): Promise<void> {
    return this.world.until(isSo, 60_000, what);
  }

  /** Long enough for whatever is on its way to arrive. */
  async rests(ms = 3_000): Promise<void> {
    await this.world.pass(ms);
  }

  /** Hands a text to be sent. */
  hands(device: Device, to: Target, text: string, options?: SendOptions): SendHandle {
    return this.records(device, device.client.send(to, text, options), to, text, options);
  }

  /** Tells the checker of a send that was made in another way. */
  records(
    device: Device,
    handle: SendHandle,
    to: Target,
    text: string,
    options: SendOptions & { readonly hasMedia?: boolean } = {},
  ): SendHandle {
    const { ledger } = this.world.checker;
    const called = 'user' in to ? singleTarget(device.user, to.user) : 'group' in to ? `group ${to.group}` : 'nowhere';
    ledger.began({
      id: handle.id,
      device: device.name,
      user: device.user,
      to: called,
      text,
      isKept: options.saveOffline !== false,
      hasMedia: options.hasMedia ?? false,
    });
    return handle;
  }

  /** Sends a text and waits for its acknowledgement. */
  says(device: Device, to: Target, text: string, options?: SendOptions): Promise<Message> {
    return this.does(this.hands(device, to, text, options));
  }

  /** The device is out of reach: its connection is gone, and attempts are refused. */
  async loses(device: Device): Promise<void> {
    this.world.network.setReachable(device.name, false);
    for (const link of this.world.network.links(device.name))
      link.breakOff({ keepsMs: 0, lateMs: 0, clientLearnsMs: 0, serverLearnsMs: 0 });
    await this.until(() => device.status !== 'online', 'the loss of the network');
  }

  async returns(device: Device): Promise<void> {
    this.world.network.setReachable(device.name, true);
    device.networkReturned();
    await this.until(() => device.status === 'online', 'the return of the network');
    await this.does(device.client.synced());
  }

  /** The process ends with everything kept. */
  async quits(device: Device): Promise<void> {
    device.crash(Number.POSITIVE_INFINITY, true);
    await this.rests(100);
  }

  /** Starts again with the session that it had. */
  async restarts(device: Device): Promise<void> {
    device.start();
    await this.does(device.client.resume());
    await this.does(device.client.synced());
  }

  serverCrashes(): void {
    this.world.server.crash(0, true);
  }

  /** Everything that every connected device shows agrees with the log. */
  async agrees(): Promise<void> {
    await this.world.checkAtRest(this.world.devices.filter((device) => device.status === 'online'));
  }
}

/** What a device hears of one kind, from now on. */
export function hears<K extends keyof Events>(device: Device, type: K): Events[K][] {
  const heard: Events[K][] = [];
  device.client.on(type, (event) => heard.push(event));
  return heard;
}

export const textOf = (message: Message | undefined): string | undefined =>
  message?.content.type === 'text' ? message.content.text : message?.content.type;

export const textsOf = (messages: readonly Message[]): (string | undefined)[] => messages.map(textOf);

/** All that stands in the device's store of a conversation, oldest first. */
export async function lists(stage: Stage, device: Device, target: Target): Promise<(string | undefined)[]> {
  const conversation = device.client.conversations.peek(target);
  return conversation ? textsOf(await stage.does(conversation.messages.all())).reverse() : [];
}

export const unreadOf = (client: Client, target: Target): number | undefined =>
  client.conversations.peek(target)?.unreadCount;
