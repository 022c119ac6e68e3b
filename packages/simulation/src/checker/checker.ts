import { ImError } from '@palaver/protocol';
import type { Message } from '@palaver/sdk';
import type { Commit, MediaStore, Operation, Store } from '@palaver/server/testing';
import type { Counts } from '../world/counts.js';
import { type Device, type DeviceWatcher, errorName, type Sight } from '../world/device.js';
import type { ServerWatcher } from '../world/server.js';
import type { Trace } from '../world/trace.js';
import { Blocks } from './blocks.js';
import { Commands } from './commands.js';
import { Ledger } from './ledger.js';
import type { ConversationLog } from './log.js';
import { MediaTruth } from './media.js';
import { DeviceSight, keyOf, Received } from './sight.js';
import { Truth } from './truth.js';
import { must, Violation } from './violation.js';

/**
 * Watches a world from outside: what clients show and resolve with, and the log behind the store's port. What it learns
 * during a step it judges as it comes; what the log says of it, after the step.
 */
export class Checker implements DeviceWatcher, ServerWatcher {
  readonly truth: Truth;
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly media: MediaTruth;
  readonly counts: Counts;
  private readonly blocks: Blocks;
  private readonly trace: Trace;
  private readonly now: () => number;
  private readonly sights = new Map<string, DeviceSight>();
  private readonly received = new Received();
  private readonly known = new Set<number>();
  private readonly dirty = new Set<number>();
  private readonly reads = new Map<string, readonly [c: number, user: number]>();
  private mustVerify = false;
  private first: Violation | undefined;

  constructor(counts: Counts, trace: Trace, now: () => number) {
    this.counts = counts;
    this.trace = trace;
    this.now = now;
    this.truth = new Truth(counts, now);
    this.blocks = new Blocks(counts, now);
    this.commands = new Commands(counts);
    this.media = new MediaTruth(counts);
    this.ledger = new Ledger(this.truth, this.blocks, counts, now);
  }

  sight(device: Device): DeviceSight {
    const sight =
      this.sights.get(device.name) ?? new DeviceSight(device, this.truth, this.counts, this.now, this.received);
    this.sights.set(device.name, sight);
    return sight;
  }

  /** Runs a check; the first promise found broken ends the run after this step. */
  judge(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.first ??= error instanceof Violation ? error : new Violation('checker', errorName(error));
    }
  }

  // ── What devices show ──
  saw(device: Device, sight: Sight): void {
    this.trace.write(`  ${device.name} ${describe(sight)}`);
    this.judge(() => this.judgeSight(device, sight));
  }

  private judgeSight(device: Device, { type, event }: Sight): void {
    const sight = this.sight(device);
    switch (type) {
      case 'message.new':
        sight.sawNew(event.message);
        break;
      case 'sync.offline':
        sight.sawOffline(event.conversation, event.kind, event.messages);
        break;
      case 'sync.roaming':
        sight.sawRoaming(event.conversation);
        break;
      case 'message.receipts':
        sight.sawReceipts(event.messages);
        break;
      case 'message.retracted':
        sight.sawRetracted(event.message);
        break;
      case 'message.sent':
        this.sent(device, event.message);
        break;
      case 'message.failed':
        if (event.error.disposition !== 'retry') this.ledger.refused(device.user, event.message.id, event.error.code);
        break;
      case 'unread.changed':
        checkCount(event.total);
        break;
      case 'conversation.changed':
        checkCount(event.conversation.unreadCount);
        break;
      case 'status.changed':
        if (['connecting', 'idle', 'kicked', 'expired'].includes(event.status)) sight.connecting();
        if (event.status === 'syncing') sight.connected();
        if (event.status === 'online') sight.caughtUp();
        break;
      case 'command':
        this.commands.heard(device, event);
        break;
      case 'session.ended':
        this.counts.add(`session ended: ${event.reason}`);
        break;
    }
  }

  sent(device: Device, message: Message): void {
    // What is said in a chatroom is in no log that is looked at here.
    if ('chatroom' in message.target) return;
    const { id, seq = 0, serverId = '' } = message;
    if (this.sight(device).isStale) this.ledger.forget(id);
    else this.ledger.acknowledged(device.user, id, seq, serverId, message.createdAt.getTime());
  }

  /** A `retract` resolved: whoever reads the log from now on finds it taken back. */
  retracted(device: Device, { id, seq = 0 }: Message): void {
    // Of what is not kept there is nothing to be found.
    if (this.sight(device).isStale || this.truth.unkept.has(id)) return;
    this.judge(() => {
      const place = this.truth.place(device.user, id);
      const what = place && this.truth.log(place.c)?.entries[place.seq - 1]?.what;
      must(
        'D16',
        what?.kind === 'retracted' && place?.seq === seq,
        () => `${id} was confirmed as taken back and is not`,
      );
      this.counts.add('D16: confirmed');
    });
  }

  /** A `send` was rejected. */
  rejected(device: Device, id: string, error: unknown): void {
    this.judge(() => {
      // Logged out: the handle ends, and what waited may leave with the next session.
      if (device.status === 'idle') {
        this.ledger.lostSightOf(id);
        return;
      }
      must('errors', ImError.is(error), () => `send of ${device.name} rejected with ${errorName(error)}`);
      must(
        'S26',
        error.disposition !== 'retry',
        () => `send of ${device.name} was rejected with ${error.code}, which says “again later”`,
      );
      this.ledger.refused(device.user, id, error.code);
    });
  }

  started(device: Device): void {
    this.trace.write(`  ${device.name} starts`);
    this.sight(device).connecting();
  }

  crashed(device: Device): void {
    this.trace.write(`  ${device.name} crashes`);
    this.sight(device).crashed();
    this.ledger.lostSight(device.name);
  }

  wiping(device: Device): void {
    this.sight(device).mayForget();
    this.ledger.lostSight(device.name);
  }

  wiped(device: Device): void {
    const sight = this.sight(device);
    sight.forgetReports();
    sight.removed.clear();
    this.ledger.lostSight(device.name);
  }

  faulted(device: Device, error: unknown): void {
    this.trace.write(`  ${device.name} fault ${errorName(error)}`);
    this.judge(() => {
      throw new Violation('fault', `${device.name} reports a fault: ${error instanceof Error ? error.stack : error}`);
    });
  }

  // ── What the server does with its store ──
  committing(batch: readonly Operation[]): void {
    this.judge(() => this.commands.committing(batch));
    for (const operation of batch) if ('c' in operation) this.known.add(operation.c);
  }

  committed(batch: readonly Operation[], commit: Commit): void {
    this.judge(() => this.blocks.committed(batch, commit));
    for (const [index, operation] of batch.entries()) {
      if (operation.op === 'create' || operation.op === 'append' || operation.op === 'retract')
        this.dirty.add(operation.c);
      if (operation.op === 'read') this.reads.set(`${operation.c} ${operation.user}`, [operation.c, operation.user]);
      const outcome = commit.outcomes[index];
      this.counts.add(`commit: ${operation.op} ${outcome?.kind}`);
    }
  }

  serverStarted(): void {
    this.trace.write('  server starts');
  }

  serverCrashed(): void {
    this.trace.write('  server ends');
    this.ledger.serverCrashes += 1;
    this.blocks.isUnsure = true;
    // What was in flight may be kept.
    for (const c of this.known) this.dirty.add(c);
    this.mustVerify = true;
  }

  /** The server's disk was put back as it was at a backup. */
  restored(epoch: string): void {
    this.trace.write(`  restored as ${epoch}`);
    this.truth.forget(epoch);
    this.blocks.forget();
    this.ledger.restored();
    for (const sight of this.sights.values()) sight.historyChanged();
    this.reads.clear();
    for (const c of this.known) this.dirty.add(c);
  }

  // ── After each step ──
  async afterStep(store: Store, files: MediaStore): Promise<void> {
    if (this.blocks.isUnsure) await this.blocks.read(store);
    if (this.dirty.size > 0 || this.reads.size > 0) await this.readStore(store, files);
    if (this.first) throw this.first;
  }

  private async readStore(store: Store, files: MediaStore): Promise<void> {
    const dirty = [...this.dirty].sort((a, b) => a - b);
    this.dirty.clear();
    for (const c of dirty) {
      const added = await this.truth.advance(store, c);
      const log = this.truth.log(c);
      if (log) for (const entry of added) this.ledger.admitted(c, targetOf(log), entry);
      for (const entry of added) await this.media.check(files, entry);
    }
    const reads = [...this.reads.values()];
    this.reads.clear();
    for (const [c, user] of reads) await this.truth.checkRead(store, c, user);
    if (!this.mustVerify) return;
    this.mustVerify = false;
    await this.truth.verify(store);
    this.ledger.verify();
    for (const { entries } of this.truth.all()) for (const entry of entries) await this.media.check(files, entry);
  }
}

/** How the ledger calls a conversation. */
export const targetOf = (log: ConversationLog): string => (log.pair ? singleTarget(...log.pair) : `group ${log.c}`);
export const singleTarget = (one: string, other: string): string => [one, other].sort().join(' ');

function checkCount(count: number): void {
  must('D13', Number.isSafeInteger(count) && count >= 0, () => `an unread count of ${count}`);
}

function describe({ type, event }: Sight): string {
  switch (type) {
    case 'message.new':
    case 'message.sent':
    case 'message.retracted':
      return `${type} ${keyOf(event.message)} ${event.message.id}`;
    case 'message.failed':
      return `${type} ${event.message.id} ${event.error.code}`;
    case 'sync.offline':
      return `${type} ${event.conversation.id} ${event.kind} ${event.messages.map((message) => message.seq).join(',')}`;
    case 'sync.roaming':
    case 'conversation.changed':
      return `${type} ${event.conversation.id} unread ${event.conversation.unreadCount}`;
    case 'unread.changed':
      return `${type} ${event.total}`;
    case 'status.changed':
      return `is ${event.status}`;
    case 'session.ended':
      return `${type} ${event.reason}`;
    case 'command':
      return `${type} ${String(event.data)}`;
    default:
      return type;
  }
}
