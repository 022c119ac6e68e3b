import { setTimeout as pause } from 'node:timers/promises';
import { webSocketTransport } from '@palaver/sdk';
import type { TransportPort } from '@palaver/sdk/testing';

/** What a server answered. */
export interface Answer {
  readonly t: string;
  readonly code?: string;
  readonly seq?: number;
  readonly sid?: string;
  readonly at?: number;
}

/** A connection that speaks in frames, for what no client of ours would do. */
export interface Frames {
  /** Undefined where no answer comes. */
  ask(operation: string, request: object): Promise<Answer | undefined>;
  close(): void;
}

/** Longer no sound server takes for an answer, also on a slow machine. */
const patienceMs = 20_000;

export function openFrames(url: string): Promise<Frames> {
  const waiting = new Map<number, (answer: Answer | undefined) => void>();
  const transport = webSocketTransport() as TransportPort;
  let asked = 0;
  return new Promise((resolve, reject) => {
    const { send, close } = transport.connect(`${url.replace(/^http/, 'ws')}/socket`, {
      opened: () => resolve({ ask, close }),
      message(text) {
        const { r, ...answer } = JSON.parse(text) as Answer & { readonly r?: number };
        if (r !== undefined) waiting.get(r)?.(answer);
      },
      closed(code) {
        reject(new Error(`the connection was closed with ${code}`));
        for (const answered of waiting.values()) answered(undefined);
      },
    });
    const ask = (operation: string, request: object) => {
      const r = ++asked;
      const answer = new Promise<Answer | undefined>((answered) => waiting.set(r, answered));
      send(JSON.stringify({ t: operation, r, ...request }));
      return Promise.race([answer, pause(patienceMs, undefined, { ref: false })]);
    };
  });
}
