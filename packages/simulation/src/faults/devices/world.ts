import { type Report, Watched } from '@palaver/checker';
import { type Conversation, createClient, memoryStore } from '@palaver/sdk';
import { expect } from 'vitest';
import type { Ground } from '../ground.js';
import { History } from '../history.js';
import { RawClient } from '../network/raw-client.js';
import { untilTrue } from '../talk.js';
import { judge } from '../verdict.js';
import { acts, type Deed, type Device, says, saysTwice } from './deeds.js';

/** Two people with several devices each, who share one conversation. The checker is the model of it; do-not-disturb stands here. */
export class DevicesWorld {
  private readonly history = new History();
  private readonly devices: readonly Device[];
  private readonly raw: readonly [RawClient, RawClient];
  /** What each user's do-not-disturb may be now: the last that was set, or one of several that were set at once. */
  private readonly muted = new Map<string, ReadonlySet<boolean>>();
  private said = 0;

  private constructor(history: History, devices: readonly Device[], raw: readonly [RawClient, RawClient]) {
    this.history = history;
    this.devices = devices;
    this.raw = raw;
  }

  /** `count`: Ann's devices; Bob has two. */
  static async open(ground: Ground, run: number, count: number): Promise<DevicesWorld> {
    const history = new History();
    const [ann, bob] = [`ann-${run}`, `bob-${run}`] as const;
    for (const user of [ann, bob]) await ground.register(user);
    const enters = async (user: string, peer: string, number: number): Promise<Device> => {
      const client = createClient({ url: ground.server.url, store: memoryStore(), onError: ground.complain });
      const watched = new Watched(history, { user, device: `${user} ${number}`, client });
      watched.add({ type: 'device', user });
      await client.login({ token: ground.token(user) });
      await client.synced();
      return { watched, peer };
    };
    const numbers = [...Array(count).keys()];
    const devices = [...numbers.map((at) => enters(ann, bob, at)), enters(bob, ann, 0), enters(bob, ann, 1)];
    history.add({ type: 'device', device: `${ann} raw`, user: ann });
    const raw = async () => {
      const client = await RawClient.connect(ground.server.url, false);
      await client.login({ kind: 'token', token: ground.token(ann) });
      return client;
    };
    return new DevicesWorld(history, await Promise.all(devices), [await raw(), await raw()]);
  }

  /** All at once, until each has ended. */
  async together(deeds: readonly Deed[]): Promise<void> {
    const set = new Map<string, Set<boolean>>();
    await Promise.all(deeds.map((deed) => this.act(deed, set)));
    for (const [user, values] of set) this.muted.set(user, values);
    if (set.size > 0) await this.allHear();
  }

  /** What was set has reached the server, and everybody shows it: what is set from now on comes after it. */
  private async allHear(): Promise<void> {
    await Promise.all(this.devices.map(({ watched }) => watched.client.devices.list()));
    const agree = async () => this.agrees((conversation) => `${conversation.muted}`);
    await untilTrue(agree, 'agreement about do-not-disturb');
  }

  private async act(deed: Deed, muted: Map<string, Set<boolean>>): Promise<void> {
    const device = this.devices[deed.device % this.devices.length] as Device;
    const { device: name, user, client } = device.watched;
    const text = `${name} says ${++this.said}`;
    if (deed.kind === 'send') return says(device, text);
    if (deed.kind === 'sameId') return this.saysTwice(text, deed.isOn);
    const conversation = client.conversations.peek({ user: device.peer });
    if (!conversation) return;
    if (deed.kind === 'mute') muted.set(user, (muted.get(user) ?? new Set()).add(deed.isOn));
    await acts[deed.kind](device, conversation, deed);
  }

  private saysTwice(text: string, isSame: boolean): Promise<void> {
    const [{ watched, peer }] = this.devices as [Device];
    return saysTwice(this.history, this.raw, { user: watched.user, peer }, { text, isSame });
  }

  /** What the checker says when all has arrived everywhere. */
  async rest(): Promise<Report> {
    for (const { watched } of this.devices) await watched.client.synced();
    let before = '';
    const isStill = async () => {
      const now = await this.fingerprint();
      const same = now === before && this.agrees();
      before = now;
      if (!same) await new Promise((resolve) => setTimeout(resolve, 150));
      return same;
    };
    // Where they never agree, what follows says in what.
    await untilTrue(isStill, 'agreement', 20_000).catch(() => {});
    this.history.add({ type: 'rest', devices: this.devices.map(({ watched }) => watched.device) });
    for (const { watched } of this.devices) await watched.list();
    for (const { watched, peer } of this.devices) {
      const { user, client } = watched;
      const muted = client.conversations.peek({ user: peer })?.muted;
      if (muted !== undefined) expect([...(this.muted.get(user) ?? [false])]).toContain(muted);
    }
    expect(this.agrees()).toBe(true);
    return judge(this.history, 0);
  }

  /** The devices of each user show the same: do-not-disturb, and the count of what is unread. */
  private agrees(told = ({ muted, unreadCount }: Conversation) => `${muted} ${unreadCount}`): boolean {
    const first = new Map<string, string>();
    return this.devices.every(({ watched, peer }) => {
      const { user, client } = watched;
      const conversation = client.conversations.peek({ user: peer });
      if (!conversation) return true;
      const shows = told(conversation);
      const other = first.get(user) ?? shows;
      first.set(user, other);
      return other === shows;
    });
  }

  private async fingerprint(): Promise<string> {
    const shown = this.devices.map(async ({ watched, peer }) => {
      const messages = (await watched.client.conversations.peek({ user: peer })?.messages.all()) ?? [];
      return messages.map(({ seq, content }) => `${seq}${content.type}`).join();
    });
    return (await Promise.all(shown)).join(' ');
  }

  async close(): Promise<void> {
    for (const one of this.raw) one.close();
    for (const { watched } of this.devices) await watched.client[Symbol.asyncDispose]();
  }
}
