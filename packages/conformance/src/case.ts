import type { World } from './world/world.js';

/**
 * What a case needs besides the server's address. `secret`: the application's master secret, for its HTTP API.
 * `applications`: further applications of the same server, with their secrets. `line`: a network that can be cut.
 * `foreignSocket`: a WebSocket that says it comes from another page.
 */
export type Need = 'secret' | 'applications' | 'line' | 'foreignSocket';

/** One promise, tried from outside: a cast, then who sends and who receives. Throws where the promise is broken. */
export interface Case {
  /** Rows of the design, such as `S29`, and rules of the wire, such as `P12`. */
  readonly rows: readonly string[];
  readonly title: string;
  readonly needs: readonly Need[];
  readonly run: (world: World) => Promise<void>;
}

export interface Theme {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** `play('S29 D2', 'cancel reaches nobody', async (world) => …)`. */
export const play = (rows: string, title: string, run: Case['run'], ...needs: Need[]): Case => ({
  rows: rows.split(' '),
  title,
  run,
  needs,
});

export const caseName = ({ rows, title }: Case): string => `[${rows.join(' ')}] ${title}`;
