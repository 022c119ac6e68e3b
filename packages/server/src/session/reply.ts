import { errors, type Refusal } from '@palaver/protocol';
import { againMs } from '../domain/again.js';
import type { Reply } from './handlers/handler.js';

type Refused = Parameters<Reply['refuse']>[0];

/** The answer to one request. While messages wait for their flush there is one for each: it holds nothing but this. */
export class RequestReply implements Reply {
  private readonly connection: Answering;
  private readonly r: number;

  constructor(connection: Answering, r: number) {
    this.connection = connection;
    this.r = r;
  }

  ok(response: object): void {
    this.connection.answer(this.r, JSON.stringify({ t: 'ok', r: this.r, ...response }));
  }

  text(fields: string): void {
    this.connection.answer(this.r, `{"t":"ok","r":${this.r},${fields}}`);
  }

  refuse(refused: Refused): void {
    this.connection.answer(this.r, refusalText(refused, this.r), refused);
  }
}

/** Where an answer goes: once, while the connection is there. */
export interface Answering {
  answer(r: number, text: string, refused?: Refusal): void;
}

export function refusalText(refused: Refused & { readonly requestId?: string }, r?: number): string {
  const { code, message, requestId, ended } = refused;
  return JSON.stringify({
    t: 'error',
    r,
    code,
    message: message ?? errors[code].sentence,
    retryAfterMs: againMs(refused),
    requestId,
    ended,
  });
}
