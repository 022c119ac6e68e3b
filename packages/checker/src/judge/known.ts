import type { Tell } from './findings.js';
import { Log } from './log.js';
import type { Acknowledged, Entry, Observation, SendBegun } from './observation.js';

/** An observation of one type. */
export type Of<T extends Observation['type']> = Extract<Observation, { readonly type: T }>;

export interface Send {
  readonly begun: SendBegun & { readonly at: number };
  readonly user: string;
  /** Counts the beginnings of all sends: who failed and is sent again begins again. */
  readonly order: number;
  readonly epoch: number;
  /** Its device has stored it. */
  isKept: boolean;
  /** What became of it. 'orphaned': its process ended, and the next one has it from the device's store. */
  fate:
    | { readonly kind: 'pending' | 'orphaned' | 'unknown' }
    | { readonly kind: 'acknowledged'; readonly by: Acknowledged & { readonly at: number }; readonly epoch: number }
    | { readonly kind: 'refused'; readonly by: Observation }
    /** A restore took it out of the history that acknowledged it: of a backup that was ready at `savedAt`. */
    | { readonly kind: 'forgotten'; readonly epoch: number; readonly savedAt: number };
}

/** What the history tells, in an order in which it can be asked. */
export interface Known {
  readonly history: readonly Observation[];
  /** By sender and id. */
  readonly sends: ReadonlyMap<string, Send>;
  /** Each epoch's logs, by conversation. */
  readonly epochs: readonly ReadonlyMap<string, Log>[];
  /** The epoch that the device of an observation lived in then. */
  readonly epochAt: readonly number[];
  /** When what a later epoch has was saved: only what was told before binds it. */
  readonly savedAt: readonly number[];
  /** What people did with what they read, and where devices began anew. */
  readonly deeds: readonly Deed[];
  /** Messages that somebody tried to take back, by sender and id. */
  readonly retractions: ReadonlySet<string>;
  userOf(device: string): string;
}

const isOfSend = (seen: Observation): seen is Of<'send.acknowledged' | 'send.refused' | 'send.kept' | 'send.unknown'> =>
  seen.type.startsWith('send.') && seen.type !== 'send.begun';

const isOpen = ({ fate }: Send): boolean => fate.kind === 'pending' || fate.kind === 'orphaned';

const isDeed = /^(retract|read|remove)\.|^(delete|device)$/;

export interface Deed {
  readonly seen: Observation;
  readonly index: number;
  /** The greatest place of its conversation that the device had shown by then, in the history of then. */
  readonly shown: number;
}

export const sendKey = (user: string, id: string): string => `${user} ${id}`;

/** Whether a log of any history has it. */
export const stands = ({ epochs }: Pick<Known, 'epochs'>, { user, begun }: Send): boolean =>
  epochs.some((logs) => logs.get(begun.to)?.find(user, begun.id) !== undefined);

/** The entries that an observation shows, with their conversations. */
export function entriesOf(seen: Observation): { readonly to: string; readonly entry: Entry }[] {
  switch (seen.type) {
    case 'shown.new':
    case 'shown.retracted':
      return [{ to: seen.to, entry: seen.entry }];
    case 'shown.offline':
    case 'listed':
      return seen.entries.map((entry) => ({ to: seen.to, entry }));
    case 'answered':
      return [...seen.entries];
    default:
      return [];
  }
}

export function learn(history: readonly Observation[], tell: Tell): Known {
  const learner = new Learner(history, tell);
  for (const [index, seen] of history.entries()) learner.take(seen, index);
  return learner;
}

class Learner implements Known {
  readonly history: readonly Observation[];
  readonly sends = new Map<string, Send>();
  readonly epochs: Map<string, Log>[] = [new Map()];
  readonly epochAt: number[] = [];
  readonly savedAt: number[] = [Number.NEGATIVE_INFINITY];
  readonly deeds: Deed[] = [];
  readonly retractions = new Set<string>();
  private readonly tell: Tell;
  private readonly devices = new Map<string, { user: string; epoch: number; shown: Map<string, number> }>();
  private backup = { from: Number.NEGATIVE_INFINITY, until: Number.NEGATIVE_INFINITY };
  private made = 0;

  constructor(history: readonly Observation[], tell: Tell) {
    this.history = history;
    this.tell = tell;
  }

  userOf(device: string): string {
    return this.devices.get(device)?.user ?? '';
  }

  private get epoch(): number {
    return this.epochs.length - 1;
  }

  take(seen: Observation, index: number): void {
    const device = 'device' in seen ? this.devices.get(seen.device) : undefined;
    // What waited in a store that is new now is gone.
    if (seen.type === 'device') this.loseSight(seen.device, 'unknown');
    if (seen.type === 'device') this.devices.set(seen.device, { user: seen.user, epoch: this.epoch, shown: new Map() });
    // What a device shows until it has connected anew is of the history before.
    if (seen.type === 'connected' && device && device.epoch !== this.epoch)
      Object.assign(device, { epoch: this.epoch, shown: new Map() });
    this.epochAt.push(device?.epoch ?? this.epoch);
    if (isDeed.test(seen.type))
      this.deeds.push({ seen, index, shown: ('to' in seen && device?.shown.get(seen.to)) || 0 });
    if (seen.type === 'retract.begun') this.retractions.add(sendKey(this.userOf(seen.device), seen.id));
    if (seen.type === 'server') this.restore(seen);
    if (seen.type.startsWith('send.')) this.takeSend(seen, index);
    if (seen.type === 'crashed') this.loseSight(seen.device, 'orphaned');
    for (const { to, entry } of entriesOf(seen)) {
      this.logOf(device?.epoch ?? this.epoch, to).note(entry, seen, index);
      // What a search finds the device need not have.
      if (device && seen.type !== 'answered') device.shown.set(to, Math.max(entry.seq, device.shown.get(to) ?? 0));
    }
  }

  private takeSend(seen: Observation, index: number): void {
    if (seen.type === 'send.begun') {
      const user = this.userOf(seen.device);
      const order = ++this.made;
      this.sends.set(sendKey(user, seen.id), {
        begun: seen,
        user,
        order,
        epoch: this.epoch,
        isKept: false,
        fate: { kind: 'pending' },
      });
      return;
    }
    if (!isOfSend(seen)) return;
    const user = this.userOf(seen.device);
    const send = this.sends.get(sendKey(user, seen.id));
    if (!send) {
      this.tell('D5', `${seen.device} was told of ${seen.id}, which it never sent`, seen);
      return;
    }
    if (seen.type === 'send.refused') send.fate = { kind: 'refused', by: seen };
    if (seen.type === 'send.kept') send.isKept = true;
    if (seen.type === 'send.unknown' && isOpen(send)) send.fate = { kind: 'unknown' };
    if (seen.type !== 'send.acknowledged') return;
    this.checkAgain(send, seen);
    const epoch = this.epochAt[index] ?? this.epoch;
    send.fate = { kind: 'acknowledged', by: seen, epoch };
    const { seq, id, sid, time } = seen;
    const what = { kind: 'message', text: send.begun.text } as const;
    this.logOf(epoch, send.begun.to).note({ seq, id, sid, time, from: user, what }, seen, index);
  }

  /** The process that would have told what became of them is gone; the next one tells of what is stored. */
  private loseSight(device: string, stored: 'orphaned' | 'unknown'): void {
    for (const send of this.sends.values())
      if (send.begun.device === device && isOpen(send)) send.fate = { kind: send.isKept ? stored : 'unknown' };
  }

  private checkAgain({ fate }: Send, { id, seq, ...seen }: Acknowledged & { readonly at: number }): void {
    if (fate.kind !== 'acknowledged' || fate.by.seq === seq) return;
    this.tell('D4', `${id} was acknowledged at ${fate.by.seq}, then at ${seq}`, fate.by, { id, seq, ...seen });
  }

  logOf(epoch: number, to: string): Log {
    const logs = this.epochs[epoch] ?? new Map<string, Log>();
    const log = logs.get(to) ?? new Log(to, this.tell);
    logs.set(to, log);
    return log;
  }

  private restore({ did, at }: Of<'server'>): void {
    if (did === 'backing-up') this.backup = { from: at, until: Number.POSITIVE_INFINITY };
    if (did === 'backed-up') this.backup = { ...this.backup, until: at };
    if (did === 'restored') this.begin();
  }

  /** Another history begins, with what was acknowledged or shown before the backup, and without what began after it. */
  private begin(): void {
    const before = this.epochs[this.epoch] ?? new Map<string, Log>();
    this.epochs.push(new Map());
    this.savedAt.push(this.backup.from);
    for (const log of before.values())
      for (const { entry, by, index } of log.inOrder())
        if (by.at < this.backup.from) this.logOf(this.epoch, log.to).note(entry, by, index);
    const { from, until: savedAt } = this.backup;
    for (const send of this.sends.values()) {
      const { fate } = send;
      if (fate.kind === 'acknowledged' && fate.by.at >= from)
        send.fate = { kind: 'forgotten', epoch: fate.epoch, savedAt };
    }
  }
}
