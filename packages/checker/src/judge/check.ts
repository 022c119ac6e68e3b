import { judgeCommands } from './commands.js';
import { judgeDevices } from './devices.js';
import { type Broken, createFindings } from './findings.js';
import { judgeGuesses } from './guesses.js';
import { type Known, learn, sendKey, stands } from './known.js';
import { judgeMedia } from './media.js';
import type { Observation } from './observation.js';
import { judgePlaces } from './places.js';
import { judgeReceipts } from './receipts.js';
import { judgeRecovery } from './recovery.js';
import { judgeRepeats } from './repeats.js';
import { judgeRests, restsOf } from './rest.js';
import { judgeOrder, judgeShown } from './sends.js';
import { judgeTakenBack, judgeUnkept } from './withheld.js';

export interface Report {
  readonly isKept: boolean;
  /** The broken rows, the earliest seen first; `minimum` where too little happened for a judgement. */
  readonly broken: readonly Broken[];
  readonly summary: Summary;
}

export interface Summary {
  readonly begun: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Sends of which nobody was told what became of them; and how many of those stand in a log. */
  readonly unknown: number;
  readonly unknownKept: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly shown: number;
  readonly rests: number;
  readonly kills: number;
  readonly restores: number;
  /** How often each fault was made. */
  readonly faults: Readonly<Record<string, number>>;
}

export interface CheckOptions {
  /** Fewer acknowledged messages prove nothing. */
  readonly leastAcknowledged?: number;
}

/** Whether what was seen keeps the contract (D1–D23), as far as it can be seen from outside. `history` in the order of `at`. */
export function check(history: readonly Observation[], { leastAcknowledged = 100 }: CheckOptions = {}): Report {
  const findings = createFindings();
  const { tell } = findings;
  const known = learn(history, tell);
  const rests = restsOf(known);
  judgeShown(known, tell);
  judgeOrder(known, tell);
  judgePlaces(known, rests, tell);
  judgeRepeats(known, tell);
  judgeDevices(known, tell);
  judgeUnkept(known, tell);
  judgeTakenBack(known, tell);
  judgeReceipts(known, rests, tell);
  judgeCommands(known, tell);
  judgeMedia(known, tell);
  judgeGuesses(known, tell);
  judgeRecovery(known, rests, tell);
  const lost = judgeRests(known, rests, tell);
  const summary = summarize(known, rests.length, lost.size, findings.count);
  if (summary.acknowledged < leastAcknowledged)
    tell(
      'minimum',
      `${summary.acknowledged} messages were acknowledged; fewer than ${leastAcknowledged} prove nothing`,
    );
  if (!rests.some(({ lists }) => lists.size > 0)) tell('minimum', 'nothing was looked at at rest');
  const broken = findings.list();
  return { isKept: broken.length === 0, broken, summary };
}

function summarize(known: Known, rests: number, lost: number, count: (row: string) => number): Summary {
  const acknowledged = new Set<string>();
  const faults: Record<string, number> = {};
  let [kills, restores, shown] = [0, 0, 0];
  for (const seen of known.history) {
    if (seen.type === 'send.acknowledged') acknowledged.add(sendKey(known.userOf(seen.device), seen.id));
    if (seen.type === 'fault') faults[seen.name] = (faults[seen.name] ?? 0) + 1;
    if (seen.type === 'server' && seen.did === 'killed') kills += 1;
    if (seen.type === 'server' && seen.did === 'restored') restores += 1;
    if (seen.type === 'shown.new') shown += 1;
    if (seen.type === 'shown.offline') shown += seen.entries.length;
  }
  const sends = [...known.sends.values()];
  const unknown = sends.filter(({ fate }) => ['unknown', 'orphaned', 'pending'].includes(fate.kind));
  return {
    begun: sends.length,
    acknowledged: acknowledged.size,
    refused: sends.filter(({ fate }) => fate.kind === 'refused').length,
    unknown: unknown.length,
    unknownKept: unknown.filter((send) => stands(known, send)).length,
    lost: Math.max(lost, count('D1')),
    doubled: count('D4') + count('D10'),
    outOfOrder: count('D6') + count('D7') + count('D8') + count('D9'),
    shown,
    rests,
    kills,
    restores,
    faults,
  };
}
