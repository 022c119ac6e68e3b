import type { Operation } from '../batch.js';
import type { Heads } from './heads.js';

export type Of<Name extends Operation['op']> = Extract<Operation, { op: Name }>;

/** What the operations of one commit share. */
export interface Batch {
  readonly heads: Heads;
  /** Gives the commit's mark, and with the first call takes it. */
  takeMark(): number;
  /** The server id of the next entry; `takeSid` when it stands. */
  nextSid(): number;
  takeSid(): void;
}
