import { setTimeout as sleep } from 'node:timers/promises';
import { type Report, Watched } from '@palaver/checker';
import { type Client, createClient, type LocalStore, memoryStore, type SendHandle, type Target } from '@palaver/sdk';
import type { Chance } from '../world/chance.js';
import type { Ground } from './ground.js';
import { History } from './history.js';
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

/** Somebody who sends without a pause, and listens. */
interface Speaker {
  readonly watched: Watched;
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
    const group = await first.watched.client.groups.create({
      name: 'All',
      members: others.map(({ watched }) => watched.user),
    });
    talk.group = group.id;
    return talk;
  }

  private async enters(user: string): Promise<Speaker> {
    const { urlOf = () => this.ground.server.url, store = memoryStore } = this.options;
    const client = this.ground.keeps(
      createClient({ url: urlOf(user), platform: 'node', store: store(user), onError: this.ground.complain }),
    );
    const watched = await this.begins(user, `${user} talks`, client);
    await client.synced();
    return { watched, open: 0, count: 0 };
  }

  private async begins(user: string, device: string, client: Client): Promise<Watched> {
    const watched = new Watched(this.history, { user, device, client });
    watched.add({ type: 'device', user });
    await client.login({ token: this.ground.token(user) });
    return watched;
  }

  private speaker(user: string): Speaker {
    const found = this.speakers.find(({ watched }) => watched.user === user);
    if (!found) throw new Error(`${user} does not talk`);
    return found;
  }
  client(user: string): Client {
    return this.speaker(user).watched.client;
  }

  get acknowledged(): number {
    return this.history.count('send.acknowledged');
  }
  acknowledgedOf(user: string): number {
    const { count, open } = this.speaker(user);
    return count - open;
  }
  /** What was acknowledged in the conversations of somebody, by id. */
  acknowledgedTo(user: string): ReadonlySet<string> {
    const own = new Set<string>();
    const acknowledged = new Set<string>();
    for (const seen of this.history.observations) {
      if (seen.type === 'send.begun' && (seen.to.startsWith('group ') || seen.to.split(' ').includes(user)))
        own.add(seen.id);
      if (seen.type === 'send.acknowledged' && own.has(seen.id)) acknowledged.add(seen.id);
    }
    return acknowledged;
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
    const { user } = speaker.watched;
    const other = chance.pick(users.filter((one) => one !== user));
    const to: Target = chance.happens(inGroup / 10) || !other ? { group: this.group } : { user: other };
    speaker.count += 1;
    void this.says(user, to, text(user, speaker.count));
  }

  /** One message of somebody, besides what he says by himself. */
  says(user: string, ...what: Parameters<Watched['send']>): SendHandle {
    const speaker = this.speaker(user);
    const settled = () => {
      speaker.open -= 1;
    };
    speaker.open += 1;
    const handle = speaker.watched.send(...what);
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
    const devices = this.speakers.map(({ watched }) => watched);
    for (const user of this.options.users) {
      const { url } = this.ground.server;
      const client = createClient({ url, platform: 'ios', store: memoryStore(), onError: this.ground.complain });
      devices.push(await this.begins(user, `${user} looks`, this.ground.keeps(client)));
    }
    for (const { client } of devices) await client.synced();
    history.add({ type: 'rest', devices: [...devices, ...others].map(({ device }) => device) });
    for (const device of devices) await device.list();
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
