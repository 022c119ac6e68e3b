import { Histogram } from './histogram.js';

/** From a tenth of a millisecond, what a good disk takes, to where clients give up. */
const flushSeconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What has happened since the process began: plain numbers, that cost nothing to count and are read when somebody asks. */
export class Counts {
  /** Messages that took a place in a log. */
  messages = 0;
  /** Frames that nobody asked for, such as an entry to each who may see it. */
  pushes = 0;
  expired = 0;
  commits = 0;
  operations = 0;
  /** Bytes of media. */
  readonly media = { received: 0, sent: 0 };
  readonly requests = new Map<string, number>();
  /** By the code of the error. */
  readonly refused = new Map<string, number>();
  /** Connections that ended, by why. */
  readonly closed = new Map<string, number>();
  /** Answers over HTTP, by their status. */
  readonly answers = new Map<string, number>();
  /** From handing a batch to the store until it was flushed, in seconds. */
  readonly flushes = new Histogram(flushSeconds);
}

export const countOne = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
