import { arrive, makePeople, syncAll } from '../load/crew.js';
import { checkPages, pagesOf } from '../load/log.js';
import { Pairs } from '../load/pairs.js';
import { LoadFault, type Run, startCounting } from '../load/run.js';
import type { Figure, WorkloadReport } from '../report.js';

/** W4: messages wait for somebody who is not here; then he comes, and gets them all. */
export async function absence(run: Run): Promise<WorkloadReport> {
  const { isQuick, meter, target, say } = run;
  const [writers, messages] = isQuick ? [5, 100] : [100, 10_000];
  const [absent = ''] = await makePeople(target, 'absent', 1);
  const [other = ''] = await makePeople(target, 'other', 1);
  say('warming up');
  const warm = await Pairs.between(run, new Array<string>(writers).fill(other), false);
  await warm.go({ messages, pace: { inFlight: 16 } });
  warm.close();
  const pairs = await Pairs.between(run, new Array<string>(writers).fill(absent), false);
  await meter.rest(0);

  say(`${messages} messages for somebody who is not here`);
  const counting = await startCounting(meter);
  const began = performance.now();
  await pairs.go({ messages, pace: { inFlight: 16 } });
  const seconds = (performance.now() - began) / 1000;
  await meter.rest(isQuick ? 0 : 3_000);
  const queued = await counting.read('queued', { messages, seconds });

  say('he comes');
  const coming = await startCounting(meter);
  const arrival = await comes(run, absent);
  const got = await coming.read('delivered at login', { messages, seconds: arrival.ms / 1000 });
  pairs.close();
  if (arrival.messages !== messages) throw new LoadFault(`${arrival.messages} of ${messages} messages came.`);
  const perCpuSecond: Figure[] = queued.serverCpuSeconds
    ? [
        {
          name: 'messages queued per CPU-second of the server',
          value: messages / queued.serverCpuSeconds,
          unit: '/CPU-s',
          better: 'more',
          must: 8_000,
          goal: 20_000,
        },
      ]
    : [];
  return {
    id: 'W4',
    title: `${messages} messages for an absent user, and their delivery`,
    figures: [
      ...perCpuSecond,
      {
        name: 'delivered at login',
        value: messages / (arrival.ms / 1000),
        unit: '/s',
        better: 'more',
        must: 30_000,
        goal: 100_000,
      },
      { name: 'the first of them after', value: arrival.firstMs, unit: 'ms', better: 'less', must: 150, goal: 50 },
    ],
    costs: [queued, got],
    curves: [],
    notes: [],
  };
}

/** As a device does after an absence: logs in, syncs, pulls what is missing, four logs at a time. */
async function comes({ target }: Run, username: string) {
  const began = performance.now();
  const person = await arrive(target, username, () => {});
  const { states } = await syncAll(person);
  const logs = states.map(({ c, head }) => ({ c: c as number, head: head as number }));
  let firstMs = 0;
  const pages: string[][] = [];
  const next = logs.values();
  const pull = async () => {
    for (const { c, head } of next) {
      pages.push(await pagesOf(person, c, head));
      firstMs ||= performance.now() - began;
    }
  };
  await Promise.all([pull(), pull(), pull(), pull()]);
  const ms = performance.now() - began;
  person.wire.close();
  return { ms, firstMs, messages: pages.reduce((sum, each) => sum + checkPages(each), 0) };
}
