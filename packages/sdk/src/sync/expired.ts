import type { StoredMessage } from '../conversation/records.js';
import { promptOf } from '../conversation/retraction.js';
import type { Replica } from '../store/replica.js';
import type { Retractions } from './retractions.js';
import type { Turns } from './turns.js';

/** Of what was taken back while this device was away the server has nothing left but where it stood (P80). */
export function takeBackPlaces(
  { replica, turns, retractions }: { replica: Replica; turns: Turns; retractions: Retractions },
  id: string,
  places: readonly number[],
): Promise<void> {
  return turns.alone(async () => {
    const prompts: StoredMessage[] = [];
    for (const place of places) {
      const range = { after: [place - 1, Number.MAX_SAFE_INTEGER], before: [place, 1], newest: false } as const;
      const [message] = (await replica.database.messages(id, range)) as StoredMessage[];
      if (message?.body.kind === 'message') prompts.push(promptOf(message));
    }
    if (prompts.length > 0) await turns.commit((turn) => retractions.put(turn, prompts));
  });
}
