import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '@palaver/sdk';
import { readHistory } from '../judge/lines.js';
import type { Observation } from '../judge/observation.js';
import { newTag } from '../record/names.js';
import { openRecorder } from '../record/recorder.js';
import { Gone, Host } from './crew.js';
import type { Digest } from './device.js';
import type { DeviceVerb } from './host.js';
import { type Line, openLine } from './line.js';
import { Repeats } from './repeats.js';
import { ServerProcess } from './server-process.js';

export interface StageOptions {
  /** For all that the run leaves; it must be there. */
  readonly directory: string;
  /** What the processes of server and devices get besides: how a broken part gets into them. */
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A server that runs already and is open to new people: it is not killed. Default: one is started. */
  readonly url?: string;
}

/** A device on the stage. */
export interface Member {
  readonly name: string;
  readonly user: string;
  readonly host: Host;
  readonly line: Line;
}

const password = 'open sesame';

/** A server, processes with devices, and the lines between them; and what all of them wrote down. */
export class Stage {
  /** Where it is ours to start and kill. */
  readonly server: ServerProcess | undefined;
  private readonly url: () => string;
  private readonly tag: string;
  readonly recorder: ReturnType<typeof openRecorder>;
  readonly hosts: readonly [Host, Host];
  readonly members = new Map<string, Member>();
  readonly complaints: string[] = [];
  private readonly directory: string;

  constructor({ directory, nodeArgs = [], env = {}, url }: StageOptions) {
    this.directory = directory;
    const server = url === undefined ? new ServerProcess(directory, { nodeArgs, env }) : undefined;
    this.server = server;
    this.url = () => server?.url ?? url ?? '';
    this.tag = server ? '' : newTag();
    this.recorder = openRecorder(join(directory, 'director.jsonl'));
    const options = { directory, nodeArgs, env, complain: (text: string) => void this.complaints.push(text) };
    this.hosts = [new Host('first', options), new Host('second', options)];
  }

  async begin(): Promise<void> {
    await this.server?.addApplication('shop');
    await this.server?.start();
    this.recorder.add({ type: 'server', did: 'started' });
    for (const host of this.hosts) host.start();
  }

  /** A new device of somebody, at the end of a line of its own. */
  async enters(
    name: string,
    {
      at,
      platform,
      registers = false,
      appKey = 'default',
    }: { at: 0 | 1; platform: Platform; registers?: boolean; appKey?: string },
  ): Promise<void> {
    const username = name.split('-')[0] ?? name;
    const { tag } = this;
    const line = await openLine(this.url);
    const host = this.hosts[at];
    const user = appKey === 'default' ? username : `${appKey}/${username}`;
    this.members.set(name, { name, user, host, line });
    const store = join(this.directory, `${name}.db`);
    await host.make(
      { name, username: `${username}${tag}`, tag, password, appKey, platform, url: line.url, store },
      { registers },
    );
  }

  member(name: string): Member {
    const member = this.members.get(name);
    if (!member) throw new Error(`there is no device ${name}`);
    return member;
  }

  /** Undefined where it was refused, or its process is gone: the history tells. */
  async ask(name: string, verb: DeviceVerb, asked?: unknown): Promise<unknown> {
    try {
      return await this.member(name).host.ask(name, verb, asked);
    } catch (error) {
      if (!(error instanceof Gone) && !/^[A-Z_]+$/.test((error as Error).message)) throw error;
      return undefined;
    }
  }

  /** Somebody who sends one id several times. */
  repeats(user: string, to: string, text: string): Repeats {
    const { tag, url, recorder } = this;
    return new Repeats({ user, tag, password, url, recorder }, to, text);
  }

  fault(name: string): void {
    this.recorder.add({ type: 'fault', name });
  }

  async killServer(server: ServerProcess): Promise<void> {
    this.fault('server killed');
    await server.kill();
    this.recorder.add({ type: 'server', did: 'killed' });
    await server.start();
    this.recorder.add({ type: 'server', did: 'started' });
  }

  /** Waits until a device is so; not longer than `patienceMs`. */
  async waits(name: string, isSo: (digest: Digest) => boolean, patienceMs: number): Promise<void> {
    for (const end = performance.now() + patienceMs; performance.now() < end; await pause(10)) {
      const digest = (await this.ask(name, 'digest')) as Digest | undefined;
      if (digest && isSo(digest)) return;
    }
  }

  /** Waits until all devices have all and agree; not longer than `patienceMs`. Then says that it is at rest, and lists. */
  async rest(devices: readonly string[], patienceMs: number): Promise<void> {
    const end = performance.now() + patienceMs;
    const late = new Set<string>();
    const digestOf = async (name: string) => {
      late.add(name);
      await this.ask(name, 'roundTrip');
      late.delete(name);
      return [name, (await this.ask(name, 'digest')) as Digest | undefined] as const;
    };
    let before = '';
    for (; performance.now() < end; await pause(100)) {
      const digests = await Promise.race([
        Promise.all(devices.map(digestOf)),
        pause(Math.max(0, end - performance.now()), undefined, { ref: false }),
      ]);
      const told = JSON.stringify(digests);
      if (digests && told === before && this.areAtRest(digests)) break;
      before = told;
    }
    if (performance.now() > end) this.complaints.push(`no rest: ${[...late].join(', ')} ${before}`);
    this.recorder.add({ type: 'rest', devices });
    await Promise.all(devices.map((name) => this.ask(name, 'list')));
  }

  /** Nothing waits, and the devices of a user count the same. */
  private areAtRest(digests: readonly (readonly [name: string, digest: Digest | undefined])[]): boolean {
    const counts = new Map<string, number>();
    return digests.every(([name, digest]) => {
      if (digest?.status !== 'online' || digest.waiting > 0) return false;
      return Object.entries(digest.unread).every(([to, count]) => {
        const key = `${this.member(name).user} ${to}`;
        const first = counts.get(key) ?? count;
        counts.set(key, first);
        return first === count;
      });
    });
  }

  /** What everybody wrote down so far, in order. */
  async history(): Promise<Observation[]> {
    const paths = [join(this.directory, 'director.jsonl'), ...this.hosts.map(({ history }) => history)];
    return readHistory(...(await Promise.all(paths.map((path) => readFile(path, 'utf8')))));
  }

  async end(): Promise<void> {
    for (const { line } of this.members.values()) line.close();
    await Promise.all([this.server?.kill(), ...this.hosts.map((host) => host.end('SIGKILL'))]);
    this.recorder.close();
  }
}
