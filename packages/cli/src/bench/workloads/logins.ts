import { arrive, comeBack, inTurns, makePeople, type Person, syncAll } from '../load/crew.js';
import { LoadFault, type Run, startCounting } from '../load/run.js';
import type { Figure, WorkloadReport } from '../report.js';
import type { Answer } from '../wire/wire.js';

/** W1: devices that were here come back by their session's token, with five conversations each and nothing missed. */
export async function logins(run: Run): Promise<WorkloadReport> {
  const { isQuick, meter, target, say } = run;
  const count = isQuick ? 20 : 1_000;
  const rounds = isQuick ? 1 : 4;
  const idle = isQuick ? 50 : 10_000;
  const memoryKiB = await memoryOf(run, idle);
  say(`${count} people get to know five others each`);
  let fault: string | undefined;
  const onEnd = (reason: string) => {
    fault ??= reason;
  };
  const names = await makePeople(target, 'login', count);
  let people = await inTurns(names, (name) => arrive(target, name, onEnd));
  await inTurns(people, async ({ wire }, at) => {
    for (const step of [1, 2]) await greet(wire, names[(at + step) % count] as string, at, step);
    if (at < count / 2) await greet(wire, names[at + count / 2] as string, at, 3);
  });
  const cursors = await inTurns(people, (person) => caughtUp(person));
  const leave = () => {
    for (const { wire } of people) wire.close();
  };
  leave();
  await meter.rest(isQuick ? 0 : 6_000);

  say(`${count} sessions come back, ${rounds} times`);
  const counting = await startCounting(meter);
  for (let round = 0; round < rounds; round++) {
    people = await inTurns(people, async (person, at) => {
      const here = await comeBack(target, person, onEnd);
      const { states } = await syncAll(here, cursors[at] as string);
      if (states.length > 0) throw new LoadFault('A device that had everything was told of changes.');
      return here;
    });
    leave();
  }
  await meter.rest(0);
  const cost = await counting.read('logins', { messages: count * rounds });
  if (fault !== undefined) throw new LoadFault(fault);
  const figures: Figure[] = [];
  if (cost.serverCpuSeconds)
    figures.push(
      {
        name: 'CPU of a login',
        value: (cost.serverCpuSeconds * 1_000) / (count * rounds),
        unit: 'ms',
        better: 'less',
        must: 0.6,
        goal: 0.3,
      },
      {
        name: 'memory of an idle session',
        value: Math.max(0.1, memoryKiB),
        unit: 'KiB',
        better: 'less',
        must: 30,
        goal: 16,
      },
    );
  return {
    id: 'W1',
    title: `login with a session token, ${count} sessions, five conversations each, nothing missed`,
    figures,
    costs: [cost],
    curves: [],
    notes: [`Memory: how much more the process holds with ${idle} sessions than when it had just begun.`],
  };
}

/** Of one session, in KiB. On a server that has just begun: what others left behind would be used again, and seem to cost nothing. */
async function memoryOf({ meter, target, say }: Run, count: number): Promise<number> {
  say(`${count} sessions that do nothing`);
  const names = await makePeople(target, 'idle', count);
  await meter.rest(0);
  const before = await meter.read();
  const idle = await inTurns(names, async (name) => {
    const person = await arrive(target, name, () => {});
    await syncAll(person);
    return person;
  });
  await meter.rest(0);
  const after = await meter.read();
  for (const { wire } of idle) wire.close();
  return (((after.memoryMiB ?? 0) - (before.memoryMiB ?? 0)) * 1024) / count;
}

const greet = (wire: Person['wire'], user: string, at: number, step: number): Promise<Answer> =>
  wire.ask('send', {
    to: { user },
    message: { id: `hello-${String(at).padStart(8, '0')}-${step}-0000`, content: { type: 'text', text: 'hello' } },
  });

/** As a device does: stores, and reports that it has. */
async function caughtUp(person: Person): Promise<string> {
  const { cursor, states } = await syncAll(person);
  if (states.length !== 5) throw new LoadFault(`${person.username} has ${states.length} conversations, not five.`);
  await person.wire.ask('delivered', { marks: states.map(({ c, head }) => [c, head]) });
  return cursor;
}
