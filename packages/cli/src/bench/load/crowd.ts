import { clientFrame } from '../wire/frame.js';
import { unasked } from '../wire/wire.js';
import { api } from './back-end.js';
import type { Course, Passed } from './course.js';
import { arrive, inTurns, makePeople, type Person } from './crew.js';
import { hear, messageOf, refusalIn } from './heard.js';
import { Passing } from './passing.js';
import { LoadFault, type Run } from './run.js';
import { SendFrame } from './sending.js';

/** Entries whose bytes are kept until everybody has had them. */
const ring = 4_096;
const perLane = 1e9;
/** Members that one call adds. */
const perCall = 400;

/** At a member's connection every place comes once and in turn: as an entry, his own as an answer. */
interface Member {
  readonly person: Person;
  readonly writer: Writer | undefined;
  heard: number;
  reported: number;
}

interface Writer {
  readonly lane: number;
  readonly frame: SendFrame;
  readonly sentAt: Float64Array;
  sent: number;
  answered: number;
}

type Writing = Member & { readonly writer: Writer };
const isWriter = (member: Member): member is Writing => member.writer !== undefined;

/** A group in which some write and all hear. */
export class Crowd {
  readonly c: number;
  readonly absent: readonly string[];
  private readonly members: readonly Member[];
  private readonly writers: readonly Writing[];
  /** What the first had to hear, for comparison with what the others hear. */
  private readonly texts: Buffer[] = new Array<Buffer>(ring);
  /** By place, which message stands there: by what came, and by what was answered. */
  private readonly came: number[] = [];
  private readonly stands: number[] = [];
  private readonly passing = new Passing();

  /** `absent`: members who are not here. */
  static async gather(run: Run, here: number, writers: number, absent = 0): Promise<Crowd> {
    const { target } = run;
    const names = await makePeople(target, 'crowd', here);
    const others = await makePeople(target, 'absent', absent);
    const [owner, ...members] = [...names, ...others].map((username) => ({ username }));
    const first = members.splice(0, perCall);
    const group = { owner: owner?.username, name: 'a crowd', members: first, maxMembers: Math.max(here + absent, 3) };
    const { id } = await api(target, 'POST', '/groups', group);
    let head = 1;
    for (; members.length > 0; head++)
      await api(target, 'POST', `/groups/${id}/members`, { members: members.splice(0, perCall) });
    let fault = (_reason: string) => {};
    const people = await inTurns(names, (name) => arrive(target, name, (reason) => fault(reason)));
    const crowd = new Crowd(people, others, writers, Number(id), head);
    fault = (reason) => crowd.passing.lose(reason);
    return crowd;
  }

  private constructor(people: readonly Person[], absent: readonly string[], writers: number, c: number, head: number) {
    this.c = c;
    this.absent = absent;
    this.members = people.map((person, at) => ({
      person,
      writer: at < writers ? newWriter(c, at) : undefined,
      // The making of the group stands before.
      heard: head,
      reported: head,
    }));
    this.writers = this.members.filter(isWriter);
    for (const member of this.members)
      member.person.wire.onText = (bytes, from, to) => this.passing.take(this.hears(member, bytes, from, to));
  }

  /** Resolves when everybody has heard all; rejects with the first that is not as it should be. */
  async go(course: Course): Promise<Passed> {
    const send = (count: number) => this.send(this.writers[count % this.writers.length] as Writing);
    const passed = await this.passing.go(course, {
      looked: this.members.length,
      send,
      fill: (inFlight) => {
        for (let n = 0; n < inFlight * this.writers.length; n++) send(n);
      },
      reporting: this.members.length,
      report: (at) => this.report(this.members[at] as Member),
    });
    this.compare();
    return passed;
  }

  close(): void {
    for (const { person } of this.members) person.wire.close();
  }

  private send({ person, writer }: Writing): void {
    if (!this.passing.leaves()) return;
    const count = writer.sent++;
    writer.sentAt[count % ring] = performance.now();
    person.wire.write(writer.frame.of(count));
  }

  /** What is wrong with a frame; undefined where nothing is. */
  private hears(member: Member, bytes: Buffer, from: number, to: number): string | undefined {
    const { kind, seq, count } = hear(bytes, from);
    if (kind === 'other') return refusalIn(bytes, from, to);
    if (seq !== member.heard + 1) return `Lost, doubled or out of order: place ${seq} came after ${member.heard}.`;
    member.heard = seq;
    this.passing.came();
    if (kind === 'entry') return this.entry(seq, bytes, from, to);
    if (!isWriter(member) || count !== member.writer.answered) return `An answer to ${count} came out of turn.`;
    const { writer } = member;
    writer.answered++;
    this.stands[seq] = writer.lane * perLane + count;
    this.passing.answered(writer.sentAt[count % ring] as number);
    if (this.passing.isClosedLoop) this.send(member);
    return undefined;
  }

  private entry(seq: number, bytes: Buffer, from: number, to: number): string | undefined {
    let message = this.came[seq];
    if (message === undefined) {
      const { lane, count } = messageOf(bytes, from);
      message = lane * perLane + count;
      this.came[seq] = message;
      this.texts[seq % ring] = Buffer.from(bytes.subarray(from, to));
    } else {
      const text = this.texts[seq % ring] as Buffer;
      if (bytes.compare(text, 0, text.length, from, to) !== 0)
        return `What stands at place ${seq} is not the same for everybody.`;
    }
    const writer = this.writers[Math.floor(message / perLane)]?.writer;
    if (!writer) return `What stands at place ${seq} was sent by nobody.`;
    this.passing.delivered(writer.sentAt[(message % perLane) % ring] as number);
    return undefined;
  }

  /** What was acknowledged at a place is what everybody heard there. */
  private compare(): void {
    for (const [seq, message] of this.stands.entries())
      if (message !== undefined && this.came[seq] !== message)
        throw new LoadFault(`At place ${seq} stands another message than the one acknowledged there.`);
  }

  private report(member: Member): void {
    if (member.reported === member.heard) return;
    member.reported = member.heard;
    member.person.wire.write(
      clientFrame(JSON.stringify({ t: 'delivered', r: unasked, marks: [[this.c, member.heard]] })),
    );
  }
}

const newWriter = (c: number, lane: number): Writer => ({
  lane,
  frame: new SendFrame({ group: String(c) }, lane),
  sentAt: new Float64Array(ring),
  sent: 0,
  answered: 0,
});
