import { type ClientOptions, createClient, type Group, type Profile } from '@palaver/sdk';
import { BackEnd } from './back-end.js';
import { Device } from './device.js';
import type { Line } from './line.js';
import type { Application, Machine } from './machine.js';
import { patiently } from './patiently.js';
import type { Person } from './person.js';
import { RawDevice } from './raw-device.js';
import { until } from './until.js';

export interface DeviceOptions extends Partial<Pick<ClientOptions, 'platform' | 'roaming' | 'deviceName'>> {
  /** Over a network that can be cut. Default: straight to the server. */
  readonly line?: boolean;
}

const run = Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => (byte % 36).toString(36)).join('');
let made = 0;

/** What one case has at hand. Everything it makes is its own, by names that nobody had before, and goes with it. */
export class World {
  readonly url: string;
  readonly appKey: string;
  readonly #machine: Machine;
  readonly #endings: (() => unknown)[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.url = machine.url;
    this.appKey = machine.appKey;
  }

  /** A name that nobody has. */
  name(given: string): string {
    return `${given}.${run}${++made}`;
  }

  /** Makes an account. */
  async person(given: string, profile: Partial<Profile> = {}, appKey = this.appKey): Promise<Person> {
    const person = { username: this.name(given), password: `secret of ${given}`, appKey };
    const client = createClient({ url: this.url, appKey, store: this.#machine.store(this.name('register')) });
    try {
      await patiently(() => client.register({ username: person.username, password: person.password, ...profile }));
    } finally {
      await client[Symbol.asyncDispose]();
    }
    return person;
  }

  /** A device of somebody that has not logged in. */
  async idle(person: Person, options: DeviceOptions = {}): Promise<Device> {
    const { line: isCuttable, ...rest } = options;
    const line = isCuttable ? await this.line() : undefined;
    const name = this.name('store');
    const device = new Device(
      person,
      ({ onError }) =>
        createClient({
          url: line?.url ?? this.url,
          appKey: person.appKey,
          platform: 'web',
          store: this.#machine.store(name),
          ...(onError && { onError }),
          ...rest,
        }),
      line,
    );
    this.after(() => device.stop());
    return device;
  }

  /** A device of somebody, logged in and caught up. */
  async device(of: Person | Device, options?: DeviceOptions): Promise<Device> {
    return (await this.idle(of instanceof Device ? of.person : of, options)).login();
  }

  /** People who never met anybody, each with one device that is online. */
  async cast<N extends string>(...names: N[]): Promise<Record<N, Device>> {
    const devices = await Promise.all(names.map(async (name) => [name, await this.device(await this.person(name))]));
    return Object.fromEntries(devices) as Record<N, Device>;
  }

  /** A group of the first one's, whom all its members' devices know. */
  async group(owner: Device, ...members: Device[]): Promise<Group> {
    const group = await owner.client.groups.create({
      name: 'the group',
      members: members.map(({ username }) => username),
    });
    await Promise.all(
      [owner, ...members].map((one) => until(`${one.username} sees the group`, () => one.peek({ group: group.id }))),
    );
    return group;
  }

  /** Makes a chatroom; answers its id. */
  async room(name = this.name('room')): Promise<string> {
    const { status, body } = await this.backEnd().call('POST', '/chatrooms', { name });
    if (status !== 201) throw new Error(`no chatroom was made: ${status}`);
    return (body as { id: string }).id;
  }

  /** A connection that speaks in frames, not logged in. */
  async raw(): Promise<RawDevice> {
    const device = await RawDevice.connect(this.#machine.WebSocket, this.url);
    this.after(() => device.close());
    return device;
  }
  async rawWith(protocols: string[]): Promise<RawDevice> {
    const device = await RawDevice.connect(this.#machine.WebSocket, this.url, protocols);
    this.after(() => device.close());
    return device;
  }
  async rawOf(of: Person | Device, more?: object): Promise<RawDevice> {
    const device = await this.raw();
    await device.login(of instanceof Device ? of.person : of, more);
    return device;
  }

  /** As `raw`, from a page at a foreign origin. */
  async foreign(): Promise<RawDevice> {
    if (!this.#machine.foreignSocket) throw new Error('a case uses a foreign socket without needing one');
    const device = await RawDevice.connect(this.#machine.foreignSocket, this.url);
    this.after(() => device.close());
    return device;
  }

  async line(): Promise<Line> {
    if (!this.#machine.line) throw new Error('a case uses a line without needing one');
    const line = await this.#machine.line();
    this.after(() => line.close());
    return line;
  }

  /** The back end of an application: by default of the one in which the case lives. */
  backEnd({ appKey, secret }: Partial<Application> = {}): BackEnd {
    const key = secret ?? this.#machine.secret;
    if (key === undefined) throw new Error('a case uses the HTTP API without needing the secret');
    return new BackEnd(this.#machine, appKey ?? this.appKey, key);
  }
  application(at: 0 | 1 | 2): Application {
    const found = this.#machine.applications?.[at];
    if (!found) throw new Error('a case uses another application without needing one');
    return found;
  }

  /** Users without passwords or devices, made by the back end; answers their names. */
  async people(count: number): Promise<string[]> {
    const names = Array.from({ length: count }, () => this.name('one'));
    const { status } = await this.backEnd().call('POST', '/users', { users: names.map((username) => ({ username })) });
    if (status !== 200) throw new Error(`no users were made: ${status}`);
    return names;
  }

  /** Another application whose people may meet those of this one, and one that would like to and is not let. */
  async friends(): Promise<{ appKey: string; oneSided: string }> {
    const [other, friend] = [this.application(0), this.application(1)];
    const allow = async (backEnd: BackEnd, crossApplications: unknown) => {
      const { status } = await backEnd.call('PATCH', '/application', { crossApplications });
      if (status !== 200) throw new Error(`the application was not opened: ${status}`);
    };
    await Promise.all([
      allow(this.backEnd(), [friend.appKey]),
      allow(this.backEnd(friend), 'all'),
      allow(this.backEnd(other), [this.appKey]),
    ]);
    return { appKey: friend.appKey, oneSided: other.appKey };
  }

  after(ending: () => unknown): void {
    this.#endings.push(ending);
  }
  async end(): Promise<void> {
    await Promise.allSettled(this.#endings.reverse().map(async (ending) => ending()));
  }
}
