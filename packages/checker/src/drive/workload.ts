import { setTimeout as pause } from 'node:timers/promises';
import { check, type Report } from '../judge/check.js';
import type { Observation } from '../judge/observation.js';
import { Chance } from './chance.js';
import { People, pairs } from './people.js';
import type { Repeats } from './repeats.js';
import { Stage, type StageOptions } from './stage.js';

export interface WorkloadOptions extends StageOptions {
  readonly seed: number;
  /** How much is done in each scene: 1 is about 350 messages in all. */
  readonly size?: number;
  /** How long to wait for everybody to agree, before each time of rest. */
  readonly patienceMs?: number;
  readonly leastAcknowledged?: number;
  readonly onScene?: (scene: string) => void;
  /** After each scene, with what is broken by then: true ends the play. */
  readonly isEnough?: (report: Report) => boolean;
}

export interface Run {
  readonly report: Report;
  readonly history: readonly Observation[];
  /** What the devices' stores and listeners complained of. */
  readonly complaints: readonly string[];
}

const users = ['anna', 'boris', 'clara', 'david'];
const everyday = ['anna-1', 'anna-2', 'boris-1', 'boris-2', 'clara-1', 'david-1'];

/** Plays a day of a server, with its faults, and judges what was seen. */
export async function runWorkload(options: WorkloadOptions): Promise<Run> {
  const stage = new Stage(options);
  try {
    const play = new Play(stage, options);
    for (const scene of scenes) {
      options.onScene?.(scene);
      await play[scene]();
      if (options.isEnough?.(check(await stage.history()))) break;
    }
    const history = await stage.history();
    const report = check(history, { leastAcknowledged: options.leastAcknowledged ?? 150 });
    return { report, history, complaints: stage.complaints };
  } finally {
    await stage.end();
  }
}

const scenes = [
  'opening',
  'talking',
  'deafness',
  'membership',
  'absence',
  'kills',
  'evening',
  'restore',
  'closing',
] as const;

/** The scenes of a day, each of which ends when what was begun in it has its answer. */
class Play implements Readonly<Record<(typeof scenes)[number], () => Promise<void>>> {
  private readonly stage: Stage;
  private readonly chance: Chance;
  private readonly people: People;
  private readonly size: number;
  private readonly patienceMs: number;
  private team = '';
  private readonly repeats: Repeats;

  constructor(stage: Stage, { seed, size = 1, patienceMs = 10_000 }: WorkloadOptions) {
    this.stage = stage;
    this.chance = new Chance(seed);
    this.people = new People(stage, this.chance);
    this.size = size;
    this.repeats = stage.repeats('anna', 'anna boris', 'anna says this once');
    this.patienceMs = patienceMs;
  }

  private talk(count: number): Promise<void> {
    return this.people.talk(Math.round(count * this.size));
  }

  async opening(): Promise<void> {
    const { stage, people } = this;
    await stage.begin();
    await Promise.all([
      ...users.map((user) =>
        stage.enters(`${user}-1`, { at: user === 'david' ? 1 : 0, platform: 'ios', registers: true }),
      ),
      stage.server && stage.enters('evelyn-1', { at: 0, platform: 'ios', registers: true, appKey: 'shop' }),
    ]);
    await Promise.all(['anna-2', 'boris-2'].map((name) => stage.enters(name, { at: 1, platform: 'node' })));
    for (const pair of pairs(users)) people.members.set(pair, pair.split(' '));
    const friends = ['anna', 'boris', 'david'];
    people.members.set(await this.group('anna-1', ['boris', 'david']), friends);
    this.team = await this.group('anna-1', ['boris', 'clara']);
    people.members.set(this.team, ['anna', 'boris', 'clara']);
    people.awake = everyday;
  }

  private async group(device: string, members: readonly string[]): Promise<string> {
    return (await this.stage.ask(device, 'createGroup', { members })) as string;
  }

  async talking(): Promise<void> {
    await this.talk(70);
    await this.repeats.begin();
    if (this.stage.server) await this.stage.ask('evelyn-1', 'guess', { group: this.team, user: 'anna' });
    for (const device of ['anna-1', 'david-1']) await this.people.sendFile(device, 'anna david');
  }

  /** What a device sends is taken, and it hears nothing of that: it must send again. */
  async deafness(): Promise<void> {
    for (const name of ['anna-1', 'boris-2', 'david-1']) {
      const { line } = this.stage.member(name);
      this.stage.fault('line deaf');
      line.deafen();
      for (let at = 0; at < 3; at++) await this.people.send(name);
      const talking = this.talk(10);
      await pause(this.chance.whole(150, 300));
      line.mend();
      await talking;
    }
    await this.talk(15);
  }

  async membership(): Promise<void> {
    const { stage, people, team } = this;
    await stage.ask('anna-1', 'addMember', { to: team, user: 'david' });
    people.members.set(team, ['anna', 'boris', 'clara', 'david']);
    await this.talk(30);
    await stage.ask('anna-1', 'removeMember', { to: team, user: 'clara' });
    // She does not know it yet, or does not care.
    for (let at = 0; at < 3; at++) await people.send('clara-1', team);
    people.members.set(team, ['anna', 'boris', 'david']);
    for (const device of ['anna-1', 'boris-1', 'david-1']) await people.send(device, team);
    await this.talk(25);
  }

  async absence(): Promise<void> {
    const { stage, people } = this;
    const absent = ['boris-2', 'david-1'];
    for (const name of absent) {
      stage.fault('line cut');
      stage.member(name).line.cut();
    }
    people.awake = everyday.filter((name) => !absent.includes(name));
    await this.talk(30);
    // Away, he reads what he has; at home, what has come since.
    for (const to of people.members.keys()) await stage.ask('boris-2', 'read', { to });
    await this.talk(20);
    for (const to of people.members.keys()) await stage.ask('boris-1', 'read', { to });
    for (const name of absent) stage.member(name).line.mend();
    people.awake = everyday;
    await this.talk(25);
  }

  async kills(): Promise<void> {
    const { stage, people } = this;
    for (let at = 0; at < 2 && stage.server; at++) {
      const talking = this.talk(40);
      await pause(this.chance.whole(100, 250));
      await stage.killServer(stage.server);
      await talking;
    }
    const talking = people.talk(30);
    await pause(this.chance.whole(80, 200));
    stage.fault('device process killed');
    await stage.hosts[1].kill(stage.recorder);
    await talking;
  }

  async evening(): Promise<void> {
    const { stage, people } = this;
    await this.comesBackAndDies('boris-2');
    await this.repeats.again();
    // What is removed on one device is read on all.
    for (let at = 0; at < 3; at++) await people.send('david-1', 'boris david');
    await stage.ask('boris-1', 'remove', { to: 'boris david' });
    stage.recorder.add({ type: 'calm' });
    await stage.rest(everyday, this.patienceMs);
    await people.lookBack();
  }

  /** Away for a while: ended with something in its outbox, and once more while it catches up. */
  private async comesBackAndDies(name: string): Promise<void> {
    const { stage, people } = this;
    const { line } = stage.member(name);
    stage.fault('line cut');
    line.cut();
    people.awake = ['anna-1', 'clara-1'];
    for (let at = 0; at < 3; at++) await people.send(name);
    stage.fault('device process killed');
    await stage.hosts[1].kill(stage.recorder);
    await this.talk(15);
    line.mend();
    await stage.waits(name, ({ status }) => status === 'syncing' || status === 'online', this.patienceMs);
    await pause(this.chance.whole(20, 120));
    stage.fault('device process killed');
    await stage.hosts[1].kill(stage.recorder);
    people.awake = everyday;
  }

  async restore(): Promise<void> {
    const { stage } = this;
    const { server } = stage;
    if (!server) return;
    stage.recorder.add({ type: 'server', did: 'backing-up' });
    const place = await server.backUp();
    stage.recorder.add({ type: 'server', did: 'backed-up' });
    await this.talk(30);
    stage.fault('restored from backup');
    await server.kill();
    stage.recorder.add({ type: 'server', did: 'killed' });
    // He comes back when there is more in the new history than was in the old.
    const { line } = stage.member('boris-2');
    line.cut();
    await server.restore(place);
    stage.recorder.add({ type: 'server', did: 'restored' });
    await server.start();
    stage.recorder.add({ type: 'server', did: 'started' });
    await this.talk(60);
    line.mend();
  }

  /** Everybody gets another device, and all of them agree. */
  async closing(): Promise<void> {
    const { stage } = this;
    const fresh = users.map((user) => `${user}-3`);
    await Promise.all(fresh.map((name) => stage.enters(name, { at: 0, platform: 'macos' })));
    stage.recorder.add({ type: 'calm' });
    await stage.rest([...everyday, ...fresh], this.patienceMs);
    await this.people.lookBack();
  }
}
