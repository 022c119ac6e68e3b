import process from 'node:process';
import { expect, it } from 'vitest';
import { watchTurns } from './longest-turn.js';

it('sees a turn that takes 120 ms of the processor', async () => {
  const turns = watchTurns();
  const began = process.cpuUsage();
  let spent = 0;
  while (spent < 120_000) spent = process.cpuUsage(began).user;
  await new Promise((resolve) => setTimeout(resolve, 30));
  const longestMs = turns.longestMs();
  // Other threads of this process have their part in what was waited for.
  if (process.platform === 'linux') expect(longestMs).toBeGreaterThan(60);
  else expect(longestMs).toBeUndefined();
});
