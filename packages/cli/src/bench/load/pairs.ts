import { clientFrame } from '../wire/frame.js';
import { unasked } from '../wire/wire.js';
import type { Course, Passed } from './course.js';
import { arrive, inTurns, makePeople, type Person } from './crew.js';
import { hear, messageOf, refusalIn } from './heard.js';
import { Passing } from './passing.js';
import type { Run } from './run.js';
import { SendFrame } from './sending.js';

/** Messages of one pair that are under way at most: what the ring below holds. */
const ring = 1_024;

/** One who writes and one who reads, or will. */
class Pair {
  readonly writer: Person;
  readonly reader: Person | undefined;
  readonly lane: number;
  readonly frame: SendFrame;
  readonly sentAt = new Float64Array(ring);
  c = 0;
  sent = 0;
  answered = 0;
  received = 0;
  reported = 0;

  constructor(writer: Person, to: string, reader: Person | undefined, lane: number) {
    this.writer = writer;
    this.reader = reader;
    this.lane = lane;
    this.frame = new SendFrame({ user: to }, lane);
  }
}

/** Pairs in conversation. Every message is looked for: at its writer, at its reader, at its place, in its turn. */
export class Pairs {
  private readonly pairs: readonly Pair[];
  private readonly areReadersHere: boolean;
  private readonly passing = new Passing();

  static async meet(run: Run, count: number): Promise<Pairs> {
    const readers = await makePeople(run.target, 'reader', count);
    return Pairs.between(run, readers, true);
  }

  /** Somebody new writes to each of the readers; the same reader may stand there more than once. */
  static async between(run: Run, readers: readonly string[], areHere: boolean): Promise<Pairs> {
    const writers = await makePeople(run.target, 'writer', readers.length);
    let fault = (_reason: string) => {};
    const come = (name: string) => arrive(run.target, name, (reason) => fault(reason));
    const pairs = new Pairs(
      await inTurns(
        readers,
        async (to, at) => new Pair(await come(writers[at] as string), to, areHere ? await come(to) : undefined, at),
      ),
      areHere,
    );
    fault = (reason) => pairs.passing.lose(reason);
    return pairs;
  }

  private constructor(pairs: readonly Pair[], areReadersHere: boolean) {
    this.pairs = pairs;
    this.areReadersHere = areReadersHere;
    for (const pair of pairs) {
      pair.writer.wire.onText = (bytes, from, to) => this.passing.take(this.answered(pair, bytes, from, to));
      if (pair.reader)
        pair.reader.wire.onText = (bytes, from, to) => this.passing.take(this.received(pair, bytes, from, to));
    }
  }

  /** The logs, and how many of each were acknowledged. */
  acknowledged(): readonly { readonly writer: Person; readonly c: number; readonly count: number }[] {
    return this.pairs.map(({ writer, c, answered }) => ({ writer, c, count: answered }));
  }

  /** Resolves when every message has arrived; rejects with the first that did not as it should. */
  go(course: Course): Promise<Passed> {
    return this.passing.go(course, {
      // Where somebody reads each is looked for twice: its answer, its delivery.
      looked: this.areReadersHere ? 2 : 1,
      send: (count) => this.send(this.pairs[count % this.pairs.length] as Pair),
      fill: (inFlight) => {
        for (const pair of this.pairs)
          pair.writer.wire.gather(() => {
            for (let n = 0; n < inFlight; n++) this.send(pair);
          });
      },
      reporting: this.pairs.length,
      report: (at) => this.report(this.pairs[at] as Pair),
    });
  }

  close(): void {
    for (const { writer, reader } of this.pairs) {
      writer.wire.close();
      reader?.wire.close();
    }
  }

  private send(pair: Pair): void {
    if (!this.passing.leaves()) return;
    const count = pair.sent++;
    pair.sentAt[count % ring] = performance.now();
    pair.writer.wire.write(pair.frame.of(count));
  }

  /** What is wrong with an answer; undefined where nothing is. */
  private answered(pair: Pair, bytes: Buffer, from: number, to: number): string | undefined {
    const { kind, count, seq, c } = hear(bytes, from);
    if (kind !== 'answer') return refusalIn(bytes, from, to);
    if (count !== pair.answered || seq !== pair.answered + 1) return amiss('answer', count, seq, pair.answered);
    pair.c = c;
    pair.answered++;
    this.passing.answered(pair.sentAt[count % ring] as number);
    if (this.passing.isClosedLoop) this.send(pair);
    this.passing.came();
    return undefined;
  }

  private received(pair: Pair, bytes: Buffer, from: number, to: number): string | undefined {
    const { kind, seq } = hear(bytes, from);
    if (kind !== 'entry') return refusalIn(bytes, from, to);
    const { lane, count } = messageOf(bytes, from);
    if (lane !== pair.lane || count !== pair.received || seq !== pair.received + 1)
      return amiss('delivery', count, seq, pair.received);
    pair.received++;
    this.passing.delivered(pair.sentAt[count % ring] as number);
    this.passing.came();
    return undefined;
  }

  /** As the SDK does: how far a device has stored. */
  private report(pair: Pair): void {
    const stored = pair.reader ? pair.received : pair.answered;
    if (pair.reported === stored || pair.c === 0) return;
    pair.reported = stored;
    const frame = clientFrame(JSON.stringify({ t: 'delivered', r: unasked, marks: [[pair.c, stored]] }));
    pair.writer.wire.write(frame);
    pair.reader?.wire.write(frame);
  }
}

const amiss = (what: string, count: number, seq: number, due: number) =>
  `A ${what} is lost, doubled or out of order: message ${count} at place ${seq}, due was ${due}.`;
