import type { Socket } from 'node:net';
import type { Chance } from '../../world/chance.js';

export interface Quality {
  readonly latencyMs: readonly [least: number, most: number];
  /** Shared by all connections of one direction. */
  readonly bytesPerSecond: number;
  /** How likely a packet is lost; what follows it then stands still until it was sent again. */
  readonly loss: number;
}

export const sound: Quality = { latencyMs: [0, 0], bytesPerSecond: Number.POSITIVE_INFINITY, loss: 0 };

const packetBytes = 1_448;
/** How long a sender waits before it repeats what was lost, at least and at most. */
const repetitionMs = [200, 1_000] as const;
/** What a router keeps waiting; senders are slowed when there is more. */
const queueBytes = 128 * 1_024;

/** One direction of a line: first in, first out, whoever it is for. */
export class Pipe {
  standstills = 0;
  private readonly quality: Quality;
  private readonly chance: Chance;
  /** When the last byte that was taken in will have left. */
  private freeAt = 0;
  private readonly lanes = new WeakMap<Socket, Lane>();
  private readonly slowed = new Set<Socket>();
  private waiting = 0;

  constructor(quality: Quality, chance: Chance) {
    this.quality = quality;
    this.chance = chance;
  }

  carry(bytes: Buffer, to: Socket, from: Socket): void {
    const { bytesPerSecond } = this.quality;
    this.freeAt = Math.max(this.freeAt, performance.now()) + (bytes.length / bytesPerSecond) * 1_000;
    this.waiting += bytes.length;
    if (this.waiting > queueBytes && bytesPerSecond !== Number.POSITIVE_INFINITY) {
      this.slowed.add(from);
      from.pause();
    }
    this.laneOf(to).add(this.freeAt + this.delay(bytes.length), () => {
      this.waiting -= bytes.length;
      if (!to.destroyed) to.write(bytes);
      if (this.waiting > queueBytes / 2) return;
      for (const socket of this.slowed) socket.resume();
      this.slowed.clear();
    });
  }

  /** The end arrives behind what was sent before. */
  end(to: Socket): void {
    this.laneOf(to).add(0, () => to.destroy());
  }

  private delay(length: number): number {
    let ms = this.chance.between(...this.quality.latencyMs);
    for (let packet = 0; packet < Math.ceil(length / packetBytes); packet++) {
      if (!this.chance.happens(this.quality.loss)) continue;
      this.standstills += 1;
      ms += this.chance.between(...repetitionMs);
    }
    return ms;
  }

  private laneOf(to: Socket): Lane {
    const lane = this.lanes.get(to) ?? new Lane();
    this.lanes.set(to, lane);
    return lane;
  }
}

/** What is on its way to one socket: it arrives in its order, however late what is before it comes. */
class Lane {
  private readonly queue: { readonly at: number; readonly arrive: () => void }[] = [];
  private isTimed = false;

  add(at: number, arrive: () => void): void {
    this.queue.push({ at, arrive });
    if (!this.isTimed) this.move();
  }

  private move(): void {
    this.isTimed = false;
    for (let head = this.queue[0]; head && head.at <= performance.now(); head = this.queue[0]) {
      this.queue.shift();
      head.arrive();
    }
    const [next] = this.queue;
    if (!next) return;
    this.isTimed = true;
    setTimeout(() => this.move(), next.at - performance.now());
  }
}
