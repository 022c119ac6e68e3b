import { arrive, syncAll } from '../load/crew.js';
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
  const [inLarge, inSmall] = [await measure(run, large, messages), await measure(run, small, messages)];
  const { sent } = inLarge;
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
        value: inLarge.catchUpMs,
        unit: 'ms',
        better: 'less',
      },
      { name: `the same, ${small.name} members`, value: inSmall.catchUpMs, unit: 'ms', better: 'less' },
    ],
    costs: [sent, inSmall.sent, inLarge.caughtUp, inSmall.caughtUp],
    curves: [],
    notes: ['One row for each message whatever the size: compare the bytes written a message of the two.'],
  };
}

async function measure(
  run: Run,
  { name, here, absent }: Size,
  messages: number,
): Promise<{ sent: Cost; caughtUp: Cost; catchUpMs: number }> {
  const { meter, isQuick, say } = run;
  say(`a group of ${name} comes together`);
  const crowd = await Crowd.gather(run, here, 2, absent);
  await meter.rest(0);
  say(`${messages} messages into the group of ${name}`);
  const counting = await startCounting(meter);
  await crowd.go({ messages, pace: { inFlight: 2 } });
  await meter.rest(isQuick ? 0 : 6_000);
  const sent = await counting.read(`into a group of ${name}`, { messages, deliveries: messages * (here - 1) });

  const returning = await startCounting(meter);
  const times: number[] = [];
  for (const username of crowd.absent.slice(0, 10)) {
    const began = performance.now();
    const person = await arrive(run.target, username, () => {});
    const { states } = await syncAll(person);
    const head = states.find(({ c }) => c === crowd.c)?.['head'] as number;
    const pages = await pagesOf(person, crowd.c, head);
    times.push(performance.now() - began);
    person.wire.close();
    const came = pages.reduce(
      (sum, text) =>
        sum +
        (JSON.parse(text) as { entries: { body: { kind: string } }[] }).entries.filter(
          ({ body }) => body.kind === 'message',
        ).length,
      0,
    );
    if (came !== messages) throw new LoadFault(`${came} of ${messages} messages came to a member who was away.`);
  }
  await meter.rest(0);
  const caughtUp = await returning.read(`ten members of ${name} catch up`, { messages: messages * times.length });
  crowd.close();
  return { sent, caughtUp, catchUpMs: times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0 };
}
