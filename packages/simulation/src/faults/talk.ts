import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient, type LocalStore, memoryStore, type Target } from '@palaver/sdk';
import type { Chance } from '../world/chance.js';
import type { Ground } from './ground.js';
import { History, list, send, watch } from './history.js';
import { judge, type Verdict } from './verdict.js';

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

/** Somebody who sends without a pause, and listens. */
interface Speaker {
  readonly user: string;
  readonly device: string;
  readonly client: Client;
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
    this.history.add({ type: 'device', device, user });
    watch(this.history, device, user, client);
    await client.login({ token: this.ground.token(user) });
    await client.synced();
    return { user, device, client, open: 0, count: 0 };
  }

  client(user: string): Client {
    const found = this.speakers.find((one) => one.user === user);
    if (!found) throw new Error(`${user} does not talk`);
    return found.client;
  }

  get acknowledged(): number {
    return this.history.count('send.acknowledged');
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
      if (speaker.open < open) this.says(speaker, text);
      await sleep(chance.between(...pauseMs));
    }
  }

  private says(speaker: Speaker, text: Pace['text'] = (user, count) => `${user} says ${count}`): void {
    const { chance, inGroup = 3, users } = this.options;
    const other = chance.pick(users.filter((user) => user !== speaker.user));
    const to: Target = chance.happens(inGroup / 10) || !other ? { group: this.group } : { user: other };
    speaker.count += 1;
    speaker.open += 1;
    const settled = () => {
      speaker.open -= 1;
    };
    send({ history: this.history, ...speaker }, to, text(speaker.user, speaker.count)).then(settled, settled);
  }

  /** Nobody begins to speak any more, and what was begun ends. */
  async ends(): Promise<void> {
    this.isOver = true;
    await this.talking;
    await until(() => this.waiting === 0, 'the end of all sends');
  }

  /** At rest: what every device has, and what a new device of each user finds; judged. */
  async verdict(how?: Parameters<typeof judge>[1]): Promise<Verdict> {
    const devices = [...this.speakers];
    for (const { user } of this.speakers) {
      const fresh = this.ground.keeps(
        createClient({
          url: this.ground.server.url,
          platform: 'ios',
          store: memoryStore(),
          onError: this.ground.complain,
        }),
      );
      await fresh.login({ token: this.ground.token(user) });
      devices.push({ user, device: `${user} looks`, client: fresh, open: 0, count: 0 });
    }
    for (const { user, device, client } of devices) {
      await client.synced();
      await list(this.history, device, user, client);
    }
    return judge(this.history, how);
  }
}

/** Waits until it is so; gives up after a time that no sound run takes. */
export async function until(isSo: () => boolean, what: string, patienceMs = 90_000): Promise<void> {
  for (const end = performance.now() + patienceMs; !isSo(); await sleep(5))
    if (performance.now() > end) throw new Error(`${what} did not come within ${patienceMs / 1_000} s`);
}
