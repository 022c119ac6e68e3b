import { arrive, comeBack, inTurns, type Person, syncAll } from '../load/crew.js';
import { Crowd } from '../load/crowd.js';
import { pagesOf } from '../load/log.js';
import { LoadFault, type Run, startCounting } from '../load/run.js';
import type { Cost, Figure, WorkloadReport } from '../report.js';

interface Size {
  readonly name: string;
  readonly here: number;
  readonly absent: number;
}

/** W6: a group of ten thousand, a tenth of them here: a send is one stored row, catching up knows nothing of the group's size. */
export async function largeGroup(run: Run): Promise<WorkloadReport> {
  const { isQuick } = run;
  const large: Size = isQuick ? { name: '40', here: 20, absent: 20 } : { name: '10,000', here: 1_000, absent: 9_000 };
  const small: Size = { name: '12', here: 2, absent: 10 };
  const messages = isQuick ? 30 : 500;
  const [toLarge, toSmall] = [await speak(run, large, messages), await speak(run, small, messages)];
  run.say('members come back');
  // A first time that is not counted: the second group would find a server that has warmed up.
  for (const told of [toLarge, toSmall]) await catchUp(run, told, messages, 1);
  const rounds = isQuick ? 1 : 10;
  const inLarge = await catchUp(run, toLarge, messages, rounds);
  const inSmall = await catchUp(run, toSmall, messages, rounds);
  for (const { crowd } of [toLarge, toSmall]) crowd.close();
  const { sent } = toLarge;
  const perCpuSecond: Figure[] = sent.serverCpuSeconds
    ? [
        {
          name: 'deliveries per CPU-second of the server',
          value: (messages * (large.here - 1)) / sent.serverCpuSeconds,
          unit: '/CPU-s',
          better: 'more',
        },
      ]
    : [];
  return {
    id: 'W6',
    title: `a group of ${large.name} members, ${large.here} of them here`,
    figures: [
      ...perCpuSecond,
      {
        name: `catching up with ${messages} messages, ${large.name} members`,
        value: inLarge.medianMs,
        unit: 'ms',
        better: 'less',
      },
      { name: `the same, ${small.name} members`, value: inSmall.medianMs, unit: 'ms', better: 'less' },
      ...independence(inLarge.cost, inSmall.cost),
    ],
    costs: [sent, toSmall.sent, inLarge.cost, inSmall.cost],
    curves: [],
    notes: ['One row for each message whatever the size: compare the bytes written a message of the two.'],
  };
}

/** What it costs in the large group, for each µs that it costs in the small one. */
function independence({ serverCpuSeconds: inLarge }: Cost, { serverCpuSeconds: inSmall }: Cost): Figure[] {
  if (!inLarge || !inSmall) return [];
  const name = 'CPU of catching up, the large group against the small';
  return [{ name, value: inLarge / inSmall, unit: 'times', better: 'less', must: 1.5, goal: 1.15 }];
}

/** Somebody who was here when the group was made, and had all that was there. */
interface Away {
  readonly person: Person;
  readonly cursor: string;
  readonly head: number;
}

interface Told {
  readonly name: string;
  readonly crowd: Crowd;
  readonly away: readonly Away[];
  readonly sent: Cost;
}

/** A group comes together, ten of its members leave, and then so much is said. */
async function speak(run: Run, { name, here, absent }: Size, messages: number): Promise<Told> {
  const { meter, isQuick, say } = run;
  say(`a group of ${name} comes together`);
  const crowd = await Crowd.gather(run, here, 2, absent);
  const away = await inTurns(crowd.absent.slice(0, 10), async (username): Promise<Away> => {
    const person = await arrive(run.target, username, () => {});
    const { cursor, states } = await syncAll(person);
    const head = headOf(states, crowd);
    await person.wire.ask('delivered', { marks: [[crowd.c, head]] });
    person.wire.close();
    return { person, cursor, head };
  });
  await meter.rest(0);
  say(`${messages} messages into the group of ${name}`);
  const counting = await startCounting(meter);
  await crowd.go({ messages, pace: { inFlight: 2 } });
  await meter.rest(isQuick ? 0 : 6_000);
  const sent = await counting.read(`into a group of ${name}`, { messages, deliveries: messages * (here - 1) });
  return { name, crowd, away, sent };
}

const headOf = (states: Awaited<ReturnType<typeof syncAll>>['states'], { c }: Crowd) =>
  states.find((state) => state['c'] === c)?.['head'] as number;

/** Each comes back so many times, by the cursor that he left with. */
async function catchUp({ meter, target }: Run, { name, crowd, away }: Told, messages: number, rounds: number) {
  await meter.rest(0);
  const counting = await startCounting(meter);
  const times: number[] = [];
  for (const { person, cursor, head } of new Array<typeof away>(rounds).fill(away).flat()) {
    const began = performance.now();
    const here = await comeBack(target, person, () => {});
    const { states } = await syncAll(here, cursor);
    const pages = await pagesOf(here, crowd.c, headOf(states, crowd), head + 1);
    times.push(performance.now() - began);
    here.wire.close();
    const came = pages.reduce((sum, text) => sum + (JSON.parse(text) as { entries: unknown[] }).entries.length, 0);
    if (came !== messages) throw new LoadFault(`${came} of ${messages} messages came to a member who was away.`);
  }
  await meter.rest(0);
  const cost = await counting.read(`members of ${name} catch up`, { messages: messages * times.length });
  return { cost, medianMs: times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0 };
}
