import { protocolVersion } from '@palaver/protocol';
import type { TransportConnection } from '@palaver/sdk/testing';
import type { Stage } from './stage.js';

type Answer = { readonly t: string; readonly r?: number; readonly code?: string; readonly [field: string]: unknown };

/** A device without an SDK: it says frames, and may say what no client of ours would. */
export class RawDevice {
  private readonly stage: Stage;
  private readonly connection: TransportConnection;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  readonly pushes: Answer[] = [];
  private asked = 0;

  private constructor(stage: Stage, name: string, opened: () => void) {
    this.stage = stage;
    this.connection = stage.world.network.transport(name).connect('ws://palaver.test/socket', {
      opened,
      message: (text) => {
        const answer = JSON.parse(text) as Answer;
        const wait = answer.r === undefined ? undefined : this.waiting.get(answer.r);
        if (wait) wait(answer);
        else this.pushes.push(answer);
      },
      closed: () => {},
    });
  }

  /** Opens a connection and logs the user in, who has to have an account. */
  static async enters(stage: Stage, username: string, platform = 'node'): Promise<RawDevice> {
    let isOpen = false;
    const device = new RawDevice(stage, `raw ${username} ${platform}`, () => {
      isOpen = true;
    });
    await stage.until(() => isOpen, 'a connection');
    const credentials = { kind: 'password', username, password: 'open sesame' };
    await device.asks('login', { version: protocolVersion, platform, credentials });
    return device;
  }

  asks(operation: string, request: object): Promise<Answer> {
    return this.stage.does(this.says(operation, request));
  }

  /** Says it without waiting for the answer. */
  says(operation: string, request: object): Promise<Answer> {
    const r = ++this.asked;
    const answer = new Promise<Answer>((resolve) => this.waiting.set(r, resolve));
    this.connection.send(JSON.stringify({ t: operation, r, ...request }));
    return answer;
  }
}
