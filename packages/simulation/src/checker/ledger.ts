import type { Counts } from '../world/counts.js';
import type { Blocks } from './blocks.js';
import type { LogEntry } from './log.js';
import type { Truth } from './truth.js';
import { must } from './violation.js';

type Fate =
  | { readonly kind: 'pending' }
  | { readonly kind: 'acknowledged'; readonly seq: number; readonly sid: string }
  | { readonly kind: 'refused'; readonly code: string }
  /** Its process, or its device's data, is gone: it may still arrive, once. */
  | { readonly kind: 'unknown' }
  /** A restore took it out of history. */
  | { readonly kind: 'forgotten' };

interface Send {
  readonly id: string;
  readonly device: string;
  readonly user: string;
  readonly to: string;
  readonly text: string;
  /** False: the log keeps its place and not its body (D19). */
  readonly isKept: boolean;
  /** True: it is ready to go at a time that only its device knows. */
  readonly hasMedia: boolean;
  /** When it was ready to go, against the other sends of the world. */
  order: number;
  /** The greatest place acknowledged in its conversation before it began. */
  after: number;
  beganAt: number;
  epoch: string;
  serverCrashes: number;
  fate: Fate;
}

/** What was handed to clients to be sent, what they said became of it, and whether the log agrees. */
export class Ledger {
  private readonly truth: Truth;
  private readonly blocks: Blocks;
  private readonly counts: Counts;
  private readonly now: () => number;
  private readonly sends = new Map<string, Send>();
  private readonly acknowledgedUpTo = new Map<string, number>();
  /** Per device and conversation, the order of what last entered the log. */
  private readonly entered = new Map<string, number>();
  private made = 0;
  serverCrashes = 0;

  constructor(truth: Truth, blocks: Blocks, counts: Counts, now: () => number) {
    this.truth = truth;
    this.blocks = blocks;
    this.now = now;
    this.counts = counts;
  }

  /** `to`: 'group 7', or the two users in order. */
  began({
    isKept = true,
    hasMedia = false,
    ...send
  }: {
    id: string;
    device: string;
    user: string;
    to: string;
    text: string;
    isKept?: boolean;
    hasMedia?: boolean;
  }): void {
    if (!isKept) this.truth.unkept.set(send.id, send);
    const after = this.acknowledgedUpTo.get(send.to) ?? 0;
    const again = this.sends.get(send.id);
    const order = ++this.made;
    const beganAt = this.now();
    const { epoch } = this.truth;
    if (again) Object.assign(again, { order, after, beganAt, epoch, fate: { kind: 'pending' } });
    else
      this.sends.set(send.id, {
        ...send,
        isKept,
        hasMedia,
        order,
        after,
        beganAt,
        epoch,
        serverCrashes: this.serverCrashes,
        fate: { kind: 'pending' },
      });
  }

  acknowledged(user: string, id: string, seq: number, sid: string, at: number): void {
    const send = this.sends.get(id);
    must('D5', send?.user === user, () => `${user} was told of an acknowledgement of ${id}, which he never sent`);
    if (send.isKept) this.checkPlace(user, id, { seq, sid, at });
    else this.checkEmpty(send.to, { seq, sid });
    if (send.fate.kind === 'acknowledged') {
      const { seq: first } = send.fate;
      must('D4', first === seq, () => `${id} was acknowledged at ${first}, then at ${seq}`);
    }
    send.fate = { kind: 'acknowledged', seq, sid };
    send.serverCrashes = this.serverCrashes;
    this.acknowledgedUpTo.set(send.to, Math.max(seq, this.acknowledgedUpTo.get(send.to) ?? 0));
    this.counts.add('D1: acknowledged');
  }

  private checkPlace(user: string, id: string, { seq, sid, at }: { seq: number; sid: string; at: number }): void {
    const place = this.truth.place(user, id);
    const entry = place && this.truth.log(place.c)?.entries[place.seq - 1];
    must('D1', place !== undefined && entry !== undefined, () => `${id} of ${user} was acknowledged and is in no log`);
    must(
      'D1',
      place.seq === seq && entry.sid === sid && entry.at === at,
      () =>
        `${id} was acknowledged as place ${seq}, id ${sid}, time ${at}; the log has ${place.seq}, ${entry.sid}, ${entry.at}`,
    );
  }

  /** Its body is kept nowhere: the place alone tells that it was there. */
  private checkEmpty(to: string, { seq, sid }: { seq: number; sid: string }): void {
    const entry = this.truth.called(to)?.entries[seq - 1];
    must('D19', entry?.what.kind === 'empty' && entry.sid === sid, () => `place ${seq} of ${to} is not left empty`);
    this.counts.add('D19');
  }

  forget(id: string): void {
    const send = this.sends.get(id);
    if (send) send.fate = { kind: 'forgotten' };
  }

  refused(user: string, id: string, code: string): void {
    const send = this.sends.get(id);
    if (!send || send.fate.kind === 'forgotten') return;
    must('D2', !this.truth.place(user, id), () => `${id} of ${user} was refused (${code}) and is in the log`);
    this.checkReason(send, code);
    send.fate = { kind: 'refused', code };
    this.counts.add(code === 'CANCELLED' ? 'D2: cancelled' : 'D2: refused');
  }

  /** Nobody is told that he is blocked or silenced who is not. */
  private checkReason(send: Send, code: string): void {
    const { id, user, to, epoch } = send;
    // What another history refused says nothing of this one.
    if (epoch !== this.truth.epoch) return;
    if (code === 'BLOCKED') {
      must(
        'O7',
        this.wasBlocked(send),
        () => `${id} of ${user} was refused as blocked in ${to}, where nobody blocked him`,
      );
      this.counts.add('O7: refused as blocked');
    }
    if (code === 'SILENCED') {
      must('O6', this.wasSilenced(send), () => `${id} of ${user} was refused in ${to}, where nobody silenced him`);
      this.counts.add('O6: refused as silenced');
    }
  }

  /** Refused for a reason that has gone since, which its device did not hear: it tried again, as with all that is unknown. */
  private mayBeReadyAgain(send: Send): boolean {
    return this.wasBlocked(send) || this.wasSilenced(send) || this.wasAway(send);
  }

  private wasBlocked({ user, to, beganAt }: Send): boolean {
    const peer = to.split(' ').find((name) => name !== user) ?? '';
    const [own, other] = [this.truth.people.get(user), this.truth.people.get(peer)];
    return own !== undefined && other !== undefined && this.blocks.heldSince(other, own, beganAt);
  }

  private wasSilenced({ user, to }: Send): boolean {
    return (this.truth.called(to)?.everSilenced(user) ?? 0) > 0;
  }

  private wasAway({ user, to }: Send): boolean {
    return (this.truth.called(to)?.intervalsOf(user).length ?? 0) > 1;
  }

  /** A message entered a log. */
  admitted(c: number, to: string, entry: LogEntry): void {
    if (entry.what.kind !== 'message' && entry.what.kind !== 'retracted') return;
    const { id, sender, text } = entry.what;
    const send = this.sends.get(id);
    // Taken back before anybody looked, it says nothing any more.
    const isSaid = text === undefined || send?.text === text;
    must(
      'D5',
      send?.user === sender && isSaid && send.to === to,
      () => `log ${c}, place ${entry.seq}: ${sender} never sent “${text}” (${id}) there`,
    );
    this.counts.add('D5: entries');
    must('D2', send.fate.kind !== 'refused', () => `${id} entered log ${c} after it was refused`);
    must(
      'D7',
      entry.seq > send.after,
      () => `${id} stands at ${entry.seq}, but ${send.after} was acknowledged before it began`,
    );
    if (send.after > 0) this.counts.add('D7');
    this.checkDeviceOrder(c, send);
    if (send.fate.kind === 'unknown') this.counts.add('D3: unknown, and in the log');
  }

  private checkDeviceOrder(c: number, send: Send): void {
    if (send.hasMedia) return;
    const key = `${send.device} ${c}`;
    const before = this.entered.get(key);
    if (before !== undefined && before > send.order && this.mayBeReadyAgain(send)) {
      this.counts.add('D8: ready again');
      return;
    }
    if (before !== undefined) {
      must(
        'D8',
        before < send.order,
        () => `log ${c}: ${send.id} of ${send.device} was ready before the message that precedes it`,
      );
      this.counts.add('D8');
    }
    this.entered.set(key, send.order);
  }

  /** Nobody will tell what becomes of it: its process ended, or its session, or its device's data is gone. */
  lostSightOf(id: string): void {
    const send = this.sends.get(id);
    if (send?.fate.kind !== 'pending') return;
    send.fate = { kind: 'unknown' };
    this.counts.add('D3: unknown');
  }

  lostSight(device: string): void {
    for (const send of this.sends.values()) if (send.device === device) this.lostSightOf(send.id);
  }

  /** Every acknowledged message, compared with the log. */
  verify(): void {
    for (const { id, user, to, isKept, fate, serverCrashes } of this.sends.values()) {
      if (fate.kind !== 'acknowledged') continue;
      if (!isKept) {
        this.checkEmpty(to, fate);
        continue;
      }
      const place = this.truth.place(user, id);
      must(
        'D1',
        place?.seq === fate.seq,
        () => `${id} of ${user} was acknowledged at ${fate.seq} and is ${place ? `at ${place.seq}` : 'gone'}`,
      );
      if (serverCrashes < this.serverCrashes) this.counts.add('D1: acknowledged before a crash');
    }
  }

  /** History was restored: what the new one does not have was never promised in it. */
  restored(): void {
    this.acknowledgedUpTo.clear();
    this.entered.clear();
    for (const send of this.sends.values()) {
      send.after = 0;
      if (send.fate.kind === 'acknowledged' || send.fate.kind === 'refused') send.fate = { kind: 'forgotten' };
    }
  }

  /** Whether it was handed over and has had no end yet. */
  isPending(id: string): boolean {
    return this.sends.get(id)?.fate.kind === 'pending';
  }

  /** How many sends of these devices have had no end yet. */
  pending(devices: ReadonlySet<string>): number {
    return this.pendingOf(devices).length;
  }

  pendingOf(devices: ReadonlySet<string>): string[] {
    const pending: string[] = [];
    for (const { id, device, fate } of this.sends.values())
      if (fate.kind === 'pending' && devices.has(device)) pending.push(`${id} of ${device}`);
    return pending;
  }
}
