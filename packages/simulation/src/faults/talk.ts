import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '@palaver/checker';
import { type Client, createClient, type LocalStore, memoryStore, type SendHandle, type Target } from '@palaver/sdk';
import type { Chance } from '../world/chance.js';
import type { Ground } from './ground.js';
import { History, list, send, type Watched, watch } from './history.js';
import { judge } from './verdict.js';

/** How eagerly people talk: so many sends of each may be open, and so long a pause is between two, in ms. */
export interface Pace {
  readonly open: number;
  readonly pauseMs: readonly [least: number, most: number];
  readonly text?: (speaker: string, count: number) => string;
}

export interface TalkOptions {
  readonly users: readonly string[];
  readonly chance: Chance;
  /** Where a user's device finds the server. Default: at its own address. */
  readonly urlOf?: (user: string) => string;
  readonly store?: (user: string) => LocalStore;
  /** Of ten messages, how many go to the group of all. */
  readonly inGroup?: number;
}

type SendArguments = Parameters<typeof send> extends [unknown, ...infer Rest] ? Rest : never;

/** Somebody who sends without a pause, and listens. */
interface Speaker extends Watched {
  open: number;
  count: number;
}

/** People who talk to each other and in a group of all, with a device each, and what was seen of it. */
export class Talk {
  readonly history = new History();
  private readonly ground: Ground;
  private readonly options: TalkOptions;
  private readonly speakers: Speaker[] = [];
  private group = '';
  private talking: Promise<unknown> | undefined;
  private isOver = false;

  private constructor(ground: Ground, options: TalkOptions) {
    this.ground = ground;
    this.options = options;
  }

  static async open(ground: Ground, options: TalkOptions): Promise<Talk> {
    const talk = new Talk(ground, options);
    for (const user of options.users) talk.speakers.push(await talk.enters(user));
    const [first, ...others] = talk.speakers;
    if (!first) throw new Error('nobody talks');
    const group = await first.client.groups.create({ name: 'All', members: others.map(({ user }) => user) });
    talk.group = group.id;
    return talk;
  }

  private async enters(user: string): Promise<Speaker> {
    const { urlOf = () => this.ground.server.url, store = memoryStore } = this.options;
    const device = `${user} talks`;
    const client = this.ground.keeps(
      createClient({ url: urlOf(user), platform: 'node', store: store(user), onError: this.ground.complain }),
    );
    const speaker = { history: this.history, user, device, client, open: 0, count: 0 };
    this.history.add({ type: 'device', device, user });
    watch(speaker);
    await client.login({ token: this.ground.token(user) });
    await client.synced();
    return speaker;
  }

  private speaker(user: string): Speaker {
    const found = this.speakers.find((one) => one.user === user);
    if (!found) throw new Error(`${user} does not talk`);
    return found;
  }
  client(user: string): Client {
    return this.speaker(user).client;
  }

  get acknowledged(): number {
    return this.history.count('send.acknowledged');
  }
  acknowledgedOf(user: string): number {
    const { count, open } = this.speaker(user);
    return count - open;
  }
  /** Sends that are neither acknowledged nor refused. */
  get waiting(): number {
    return this.speakers.reduce((sum, { open }) => sum + open, 0);
  }

  starts(pace: Pace): void {
    this.isOver = false;
    this.talking = Promise.all(this.speakers.map((speaker) => this.speaks(speaker, pace)));
  }

  private async speaks(speaker: Speaker, { open, pauseMs, text }: Pace): Promise<void> {
    const { chance } = this.options;
    while (!this.isOver) {
      if (speaker.open < open) this.saysSomething(speaker, text);
      await sleep(chance.between(...pauseMs));
    }
  }

  private saysSomething(speaker: Speaker, text: Pace['text'] = (user, count) => `${user} says ${count}`): void {
    const { chance, inGroup = 3, users } = this.options;
    const other = chance.pick(users.filter((user) => user !== speaker.user));
    const to: Target = chance.happens(inGroup / 10) || !other ? { group: this.group } : { user: other };
    speaker.count += 1;
    void this.says(speaker.user, to, text(speaker.user, speaker.count));
  }

  /** One message of somebody, besides what he says by himself. */
  says(user: string, ...what: SendArguments): SendHandle {
    const speaker = this.speaker(user);
    const settled = () => {
      speaker.open -= 1;
    };
    speaker.open += 1;
    const handle = send(speaker, ...what);
    handle.then(settled, settled);
    return handle;
  }

  /** Nobody begins to speak any more, and what was begun ends. */
  async ends(): Promise<void> {
    this.isOver = true;
    await this.talking;
    await until(() => this.waiting === 0, 'the end of all sends');
  }

  /** At rest: what every device has, and what a new device of each user finds; judged. `others`: devices that rest as well. */
  async verdict(others: readonly RestingDevice[] = []): Promise<Report> {
    const { history } = this;
    const devices: Watched[] = [...this.speakers];
    for (const { user } of this.speakers) {
      const { url } = this.ground.server;
      const client = createClient({ url, platform: 'ios', store: memoryStore(), onError: this.ground.complain });
      const fresh = { history, user, device: `${user} looks`, client: this.ground.keeps(client) };
      history.add({ type: 'device', device: fresh.device, user });
      watch(fresh);
      await client.login({ token: this.ground.token(user) });
      devices.push(fresh);
    }
    for (const { client } of devices) await client.synced();
    history.add({ type: 'rest', devices: [...devices, ...others].map(({ device }) => device) });
    for (const device of devices) await list(device);
    for (const other of others) await other.list();
    return judge(history);
  }
}

/** A device of another process, that comes to rest with these. */
export interface RestingDevice {
  readonly device: string;
  list(): Promise<void>;
}

/** Waits until it is so; gives up after a time that no sound run takes. */
export const until = (isSo: () => boolean, what: string, patienceMs?: number): Promise<void> =>
  untilTrue(async () => isSo(), what, patienceMs);

export async function untilTrue(isSo: () => Promise<boolean>, what: string, patienceMs = 90_000): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await isSo()); await sleep(5))
    if (performance.now() > end) throw new Error(`${what} did not come within ${patienceMs / 1_000} s`);
}
