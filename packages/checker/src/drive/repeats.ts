import { randomUUID } from 'node:crypto';
import { targetOf } from '../record/names.js';
import type { Recorder } from '../record/recorder.js';
import { type Frames, openFrames } from './frames.js';

/** Somebody whose program sends an id more than once, from several of his devices. */
export interface Repeater {
  readonly user: string;
  readonly tag: string;
  readonly password: string;
  /** Where the server is now. */
  readonly url: () => string;
  readonly recorder: Recorder;
}

/** Device classes with which nobody else of the workload is logged in meanwhile. */
const platforms = ['web', 'windows'] as const;

/** A message, and the same id again and again: with its body, and with another. */
export class Repeats {
  private readonly by: Repeater;
  private readonly to: string;
  private readonly id = randomUUID();
  private readonly text: string;

  constructor(by: Repeater, to: string, text: string) {
    this.by = by;
    this.to = to;
    this.text = text;
  }

  private get device(): string {
    return `${this.by.user}-frames`;
  }

  /** For the first time, then again. */
  async begin(): Promise<void> {
    const { device, id, to, text, by } = this;
    const { recorder, user } = by;
    recorder.add({ type: 'device', device, user });
    const frames = await this.enters(platforms[0]);
    recorder.add({ type: 'send.begun', device, id, to, text });
    const { seq, sid = '', at: time = 0 } = (await this.sends(frames, text)) ?? {};
    if (seq === undefined) recorder.add({ type: 'send.unknown', device, id });
    else recorder.add({ type: 'send.acknowledged', device, id, seq, sid, time });
    frames.close();
    await this.again();
  }

  /** From each of his devices. */
  async again(): Promise<void> {
    const { device, id, text, by } = this;
    for (const platform of platforms) {
      const frames = await this.enters(platform);
      for (const isSame of [true, false]) {
        const { code, seq } = (await this.sends(frames, isSame ? text : `${text}, or not`)) ?? {};
        const answer = code ?? seq;
        if (answer !== undefined) by.recorder.add({ type: 'repeated', device, id, isSame, answer });
      }
      frames.close();
    }
  }

  private sends(frames: Frames, text: string) {
    const { id, to, by } = this;
    return frames.ask('send', { to: targetOf(by.user, to, by.tag), message: { id, content: { type: 'text', text } } });
  }

  private async enters(platform: string): Promise<Frames> {
    const { url, user, tag, password } = this.by;
    const frames = await openFrames(url());
    const credentials = { kind: 'password', username: `${user}${tag}`, password };
    await frames.ask('login', { version: 1, platform, credentials });
    return frames;
  }
}
