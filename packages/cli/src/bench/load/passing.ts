import { byTheClock, type Course, everySecond, type Passed } from './course.js';
import { Histogram } from './histogram.js';
import { createEnding, type Ending, LoadFault } from './run.js';

/** Who sends and hears in a course. */
export interface Passers {
  /** Answers and deliveries that are looked for of each message. */
  readonly looked: number;
  /** Lets the next of them send. */
  send(count: number): void;
  /** Lets each writer send so many at once. */
  fill(inFlight: number): void;
  /** How many report what they have stored; and lets one do so. */
  readonly reporting: number;
  report(at: number): void;
}

const patienceMs = 120_000;

/** The messages of one course after the other: how many are to leave, what has not come, and how long the rest took. */
export class Passing {
  private ending: Ending = createEnding();
  private answers = new Histogram();
  private deliveries = new Histogram();
  private left = 0;
  private open = 0;
  private lost: string | undefined;
  /** Who is answered sends again. */
  isClosedLoop = false;

  /** Resolves when all that is looked for has come; rejects with the first that is not as it should be. */
  async go({ messages, pace }: Course, passers: Passers): Promise<Passed> {
    if (this.lost !== undefined) throw new LoadFault(this.lost);
    this.ending = createEnding();
    this.answers = new Histogram();
    this.deliveries = new Histogram();
    this.left = messages;
    this.open = passers.looked * messages;
    this.isClosedLoop = 'inFlight' in pace;
    const stopReports = everySecond(passers.reporting, (at) => passers.report(at));
    const stopClock = 'perSecond' in pace ? byTheClock(pace.perSecond, (count) => passers.send(count)) : () => {};
    if ('inFlight' in pace) passers.fill(pace.inFlight);
    const guard = setTimeout(
      () => this.ending.fault(`${this.open} answers and deliveries of ${messages} messages have not come.`),
      patienceMs,
    );
    try {
      await this.ending.promise;
    } finally {
      clearTimeout(guard);
      stopReports();
      stopClock();
    }
    return { answers: this.answers, deliveries: this.deliveries };
  }

  /** No course is of use any more. */
  lose(reason: string): void {
    this.lost = reason;
    this.ending.fault(reason);
  }

  /** False where all messages of the course have left. */
  leaves(): boolean {
    if (this.left === 0) return false;
    this.left--;
    return true;
  }

  answered(sentAt: number): void {
    this.answers.add(performance.now() - sentAt);
  }

  delivered(sentAt: number): void {
    this.deliveries.add(performance.now() - sentAt);
  }

  /** Something that is looked for came. */
  came(): void {
    this.open--;
  }

  /** What is wrong with a frame; undefined where nothing is. */
  take(fault: string | undefined): void {
    if (fault !== undefined) this.ending.fault(fault);
    else if (this.open === 0) this.ending.done();
  }
}
