import { ImError } from '@palaver/protocol';
import type { StoredMessage } from '../conversation/records.js';
import { promptOf } from '../conversation/retraction.js';
import type { Replica } from '../store/replica.js';
import type { Link } from './link.js';
import type { Retractions } from './retractions.js';
import type { Turns } from './turns.js';

export interface TakeBackDeps {
  readonly replica: Replica;
  readonly turns: Turns;
  readonly retractions: Retractions;
  readonly ready: () => Promise<Link>;
  /** Waits for a catch-up that is under way. */
  readonly caughtUp: () => Promise<void>;
}

/** Asks the server to take a message of this user back; resolves when it is a prompt here. */
export async function takeBackHere(
  { replica, turns, retractions, ready, caughtUp }: TakeBackDeps,
  conversation: string,
  id: string,
): Promise<StoredMessage | undefined> {
  const link = await ready();
  const target = replica.get(conversation)?.target;
  if (!target || 'chatroom' in target) throw new ImError('NOT_FOUND', 'There is no such conversation here.');
  await link.request('retract', { to: target, id });
  // Its own entry came before the answer; only behind a gap it may still wait.
  await caughtUp();
  return turns.alone(async () => {
    const known = await retractions.stored(conversation, id);
    if (known?.body.kind !== 'message') return known;
    const prompt = promptOf(known);
    await turns.commit((turn) => retractions.put(turn, [prompt]));
    return prompt;
  });
}
