import { VirtualClock } from '@palaver/protocol';
import type { ApplicationSettings } from '@palaver/server/testing';
import { Checker } from '../checker/checker.js';
import { checkAtRest } from '../checker/rest.js';
import { Violation } from '../checker/violation.js';
import { Chance } from './chance.js';
import { Counts } from './counts.js';
import { Device, type DeviceSeams, type DeviceSpec, type DeviceWatcher } from './device.js';
import { Network, type Weather } from './network.js';
import { Server, type ServerSeams } from './server.js';
import { type DiskSpeed, ServerDisk } from './server-disk.js';
import { Trace } from './trace.js';

/** Where parts may be replaced by broken ones. */
export type Seams = DeviceSeams & ServerSeams;

export interface WorldOptions {
  readonly seed: number;
  readonly weather?: Weather;
  readonly diskSpeed?: DiskSpeed;
  readonly settings?: Partial<ApplicationSettings>;
  readonly seams?: Seams;
  readonly onLine?: (line: string) => void;
}

const immediately = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The server, the devices, the wires between them and who watches them, in one thread and in virtual time. */
export class World {
  readonly clock = new VirtualClock();
  readonly chance: Chance;
  readonly counts = new Counts();
  readonly trace: Trace;
  readonly network: Network;
  readonly server: Server;
  readonly checker: Checker;
  readonly devices: Device[] = [];
  private readonly options: WorldOptions;
  steps = 0;
  /** Nothing may go wrong now. */
  isCalm = false;

  constructor(options: WorldOptions) {
    this.options = options;
    this.chance = new Chance(options.seed);
    this.trace = new Trace(options.onLine);
    this.checker = new Checker(this.counts, this.trace, () => this.clock.monotonic());
    const weather = options.weather ?? { latencyMs: [1, 40] };
    this.network = new Network(this.clock, this.chance.fork('network'), this.trace, this.counts, weather);
    const speed = options.diskSpeed ?? { flushMs: [1, 8], readMs: [0, 0] };
    const disk = new ServerDisk(this.clock, this.chance.fork('disk'), speed, options.seams?.disk);
    this.server = new Server(disk, this, this.chance.fork('server'), [this.checker], options.seams);
  }

  /** The server runs and has its application. */
  async open(): Promise<void> {
    this.server.start();
    await this.settle(this.server.createApplication(this.options.settings ?? {}));
  }

  addDevice(spec: DeviceSpec): Device {
    const device = new Device(spec, this, this.chance.fork(spec.name), [this.checker], this.options.seams);
    this.devices.push(device);
    return device;
  }

  /** A device of another application, which the checker does not watch: `watcher` does. */
  async addStranger(spec: DeviceSpec & { readonly appKey: string }, watcher: DeviceWatcher): Promise<Device> {
    await this.settle(this.server.createApplication({}, spec.appKey));
    return new Device(spec, this, this.chance.fork(spec.name), [watcher], this.options.seams);
  }

  /** The next event of virtual time, and all that follows from it without waiting. */
  async step(): Promise<void> {
    if (!this.clock.step()) throw new Violation('simulation', 'nothing will ever happen again');
    this.steps += 1;
    await immediately();
    if (this.server.fatal !== undefined && this.server.isRunning) {
      this.trace.write(`  server exits: ${this.server.fatal}`);
      this.counts.add('fault: server exited by itself');
      this.server.crash(Number.POSITIVE_INFINITY, true);
    }
    await this.checker.afterStep(this.server.truth(), this.server.mediaFiles);
  }

  /** Virtual time goes on for so long. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.monotonic() + ms;
    let isOver = false;
    this.clock.after(ms, () => {
      isOver = true;
    });
    while (!isOver && this.clock.monotonic() <= until) await this.step();
  }

  /** Virtual time goes on until it is so, at most for `withinMs`. */
  async until(isSo: () => boolean, withinMs = 60_000, what = 'what was waited for'): Promise<void> {
    const limit = this.clock.monotonic() + withinMs;
    await immediately();
    while (!isSo()) {
      if (this.clock.monotonic() > limit)
        throw new Violation('simulation', `${what} did not come within ${withinMs} ms`);
      await this.step();
    }
  }

  /** Virtual time goes on until the promise has settled. */
  async settle<T>(promise: Promise<T>, withinMs = 60_000): Promise<T> {
    let isSettled = false;
    const settled = () => {
      isSettled = true;
    };
    promise.then(settled, settled);
    await this.until(() => isSettled, withinMs, 'an answer');
    return promise;
  }

  /** Everything that must hold once nothing is in flight, for these devices. */
  async checkAtRest(devices: readonly Device[]): Promise<void> {
    const settle = <T>(promise: Promise<T>) => this.settle(promise);
    await this.until(() => this.network.transfers().length === 0, 180_000, 'the end of all transfers');
    await this.settle(this.server.core.media.sweep());
    await this.checker.media.checkTidy(this.server.mediaFiles);
    await checkAtRest(this.checker, this.server.truth(), devices, settle);
    await this.checker.afterStep(this.server.truth(), this.server.mediaFiles);
  }
}
