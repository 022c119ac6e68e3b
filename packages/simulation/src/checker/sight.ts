import type { Conversation, Message } from '@palaver/sdk';
import type { Counts } from '../world/counts.js';
import type { Device } from '../world/device.js';
import { type ConversationLog, saidBy } from './log.js';
import type { Truth } from './truth.js';
import { must } from './violation.js';

/** How long a client may take to keep that it has reported something: a crash within it may report once more. */
const reportingMs = 2_000;

interface Report {
  readonly life: number;
  readonly at: number;
}

/** What came to any device of a user. */
export class Received {
  /** Messages that were reported, as `user id`. */
  readonly ids = new Set<string>();
  /** How far some device may have removed a conversation, by `user conversation`. */
  readonly removedUpTo = new Map<string, number>();
}

/** What one device has shown to its user, held against the log. */
export class DeviceSight {
  private readonly device: Device;
  private readonly truth: Truth;
  private readonly counts: Counts;
  private readonly now: () => number;
  /** Shared by all sights. */
  private readonly received: Received;
  /** `conversation@seq` → its reports. */
  private reports = new Map<string, Report>();
  /** Keys of reports that may come again. */
  private readonly forgiven = new Set<string>();
  private readonly crashes = new Map<number, number>();
  private roamed = new Map<string, number>();
  private connection = { calls: new Set<string>(), online: new Set<string>() };
  /** Greatest place below which `remove` took everything: surely up to `least`, at most up to `most`. */
  readonly removed = new Map<string, { least: number; most: number }>();
  /** Conversations of which somebody fetched older messages: what fills their holes came by none of the calls. */
  readonly paged = new Set<string>();
  /** Messages that a person marked as read here, by key. */
  readonly marked = new Map<string, Message>();
  /** Keys of messages that were told as taken back. */
  private readonly retracted = new Set<string>();
  /** Greatest place that was read here, by conversation. */
  readonly readUpTo = new Map<string, number>();
  /** After a restore, what it shows may be of the history before, until it has connected anew. */
  private history: 'present' | 'past' | 'connecting' = 'present';
  /** The copy of the logs is of the present history: after a restore, when it has caught up anew. */
  isCurrent = true;

  constructor(device: Device, truth: Truth, counts: Counts, now: () => number, received: Received) {
    this.device = device;
    this.received = received;
    this.truth = truth;
    this.counts = counts;
    this.now = now;
  }

  get isStale(): boolean {
    return this.history !== 'present';
  }

  connecting(): void {
    if (this.history === 'past') this.history = 'connecting';
  }

  caughtUp(): void {
    if (this.history === 'present') this.isCurrent = true;
  }

  /** A connection begins to catch up. */
  connected(): void {
    this.connection = { calls: new Set(), online: new Set() };
    if (this.history === 'connecting') this.history = 'present';
  }

  crashed(): void {
    this.crashes.set(this.device.life, this.now());
  }

  /** Its data is being wiped; if the process ends before, it stays. Either is right: what was told may be told again. */
  mayForget(): void {
    for (const key of this.reports.keys()) this.forgiven.add(key);
    for (const bounds of this.removed.values()) bounds.least = 0;
    this.readUpTo.clear();
    this.marked.clear();
  }

  /** The copy of the logs is gone: wiped, or of another history. */
  forgetReports(): void {
    this.reports = new Map();
    this.forgiven.clear();
    this.roamed = new Map();
    this.retracted.clear();
    this.marked.clear();
    this.paged.clear();
    this.readUpTo.clear();
  }

  /** A person removes a conversation here: surely up to `least`, at most up to `most`. */
  removes(conversation: string, least: number, most: number): void {
    this.removed.set(conversation, { least, most });
    const key = `${this.device.user} ${conversation}`;
    this.received.removedUpTo.set(key, Math.max(most, this.received.removedUpTo.get(key) ?? 0));
  }

  /** Until its next catch-up it may show what is no longer; removals stay, at places that mean nothing now. */
  historyChanged(): void {
    const isConnected = ['syncing', 'online', 'offline'].includes(this.device.status);
    this.history = isConnected ? 'past' : 'connecting';
    this.isCurrent = false;
    this.forgetReports();
    for (const bounds of this.removed.values()) bounds.least = 0;
  }

  sawOffline(conversation: Conversation, kind: 'messages' | 'events', messages: readonly Message[]): void {
    const call = `${conversation.id} ${kind}`;
    this.checkCall(call, conversation.id);
    must('D12', messages.length > 0, () => `${this.device.name}: an offline call for ${call} without anything in it`);
    for (const message of messages) {
      const isEvent = message.content.type === 'event';
      must(
        'S31',
        isEvent === (kind === 'events'),
        () => `${this.device.name}: ${message.id} came in the call for ${kind}`,
      );
      this.report(message, 'offline');
    }
    this.counts.add('D12: offline calls');
  }

  sawRoaming(conversation: Conversation): void {
    this.checkCall(`${conversation.id} roaming`, conversation.id);
    this.roamed.set(conversation.id, this.now());
    this.counts.add('D12: roaming calls');
  }

  private checkCall(call: string, conversation: string): void {
    const { calls, online } = this.connection;
    must('D12', !calls.has(call), () => `${this.device.name}: a second ${call} call in one connection`);
    must('D12', !online.has(conversation), () => `${this.device.name}: ${call} called after a new message of it`);
    calls.add(call);
    this.counts.add('D12');
  }

  sawNew(message: Message): void {
    this.connection.online.add(message.conversationId);
    this.report(message, 'online');
  }

  /** D19: who was there may keep what the log does not. */
  private checkUnkept({ id, from, content, conversationId, seq }: Message, log: ConversationLog): void {
    const sent = this.truth.unkept.get(id);
    const isPrompt = content.type === 'prompt' && log.isTakenBack(seq ?? 0);
    const isSaid = content.type === 'text' && content.text === sent?.text;
    const isSame = sent?.user === from.username && (isPrompt || isSaid);
    must('D19', isSame, () => `${this.device.name} shows ${id} at ${conversationId}@${seq}, which was left empty`);
    this.counts.add('D19: shown to who was there');
  }

  private report(message: Message, how: string): void {
    if (this.isStale) return;
    const log = this.checkShown(message);
    const isUnkept = log.entries[(message.seq ?? 0) - 1]?.what.kind === 'empty';
    // One that a process stored before it ended, and had not told, the next one tells (D10).
    const mayBeStored = how === 'offline' && this.crashes.size > 0;
    must(
      'D19',
      !isUnkept || how === 'online' || mayBeStored,
      () => `${this.device.name} got ${message.id}, which is not kept, ${how}`,
    );
    const key = keyOf(message);
    const before = this.reports.get(key);
    if (before && !this.forgiven.delete(key)) {
      const crashedAt = this.crashes.get(before.life);
      const wasInterrupted =
        crashedAt !== undefined && crashedAt - before.at <= reportingMs && before.life < this.device.life;
      must('D10', wasInterrupted, () => `${this.device.name}: ${key} (${message.id}) was reported again, ${how}`);
      this.counts.add('D10: reported again after a crash');
    }
    this.reports.set(key, { life: this.device.life, at: this.now() });
    this.received.ids.add(`${this.device.user} ${message.id}`);
    this.counts.add('D10');
    this.counts.add(`S30: ${how}`);
    const removed = this.removed.get(message.conversationId)?.least ?? 0;
    must(
      'S6',
      (message.seq ?? 0) > removed,
      () => `${this.device.name}: ${key} came back after the conversation was removed`,
    );
  }

  /** A person marks a message as read. */
  marks(message: Message): void {
    this.marked.set(keyOf(message), message);
  }

  /** How many have read own messages: fewer with every call, and only where it was asked for. */
  sawReceipts(messages: readonly Message[]): void {
    if (this.isStale) return;
    for (const message of messages) {
      this.checkShown(message);
      const { isOwn, unreadReceipts = -1 } = message;
      const isTold = isOwn && unreadReceipts >= 0;
      must('D15', isTold, () => `${this.device.name}: receipts of ${keyOf(message)}: ${unreadReceipts} unread`);
      this.counts.add('D15: told');
    }
  }

  /** A message that it showed became a prompt: told once, and the log has it so. */
  sawRetracted(message: Message): void {
    if (this.isStale) return;
    const key = keyOf(message);
    must('S39', message.content.type === 'prompt', () => `${this.device.name}: ${key} is no prompt`);
    this.checkShown(message);
    must('S39', !this.retracted.has(key), () => `${this.device.name}: ${key} was told as taken back again`);
    this.retracted.add(key);
    this.counts.add('S39: told');
  }

  /** A shown message with a place is what stands there, and the user may see it; `isAtRest`: what was taken back is known here. */
  checkShown(message: Message, isAtRest = false): ConversationLog {
    const { device } = this;
    const key = keyOf(message);
    const log = this.truth.resolve(device.user, message.conversationId);
    const seq = message.seq ?? 0;
    const entry = log?.entries[seq - 1];
    must(
      'D5',
      log !== undefined && entry !== undefined,
      () => `${device.name} shows ${key} (${message.id}), which no log has`,
    );
    const { what } = entry;
    if (what.kind === 'message' || what.kind === 'retracted') {
      must('D6', what.id === message.id, () => `${device.name} shows ${message.id} at ${key}, where ${what.id} stands`);
      const shown = saidBy(message.content);
      const isPrompt = what.kind === 'retracted' && message.content.type === 'prompt';
      const isSaid = what.text === shown || (what.kind === 'retracted' && what.text === undefined);
      must('D5', isPrompt || isSaid, () => `${device.name} shows “${shown}” at ${key}, where “${what.text}” stands`);
      const mustBePrompt = isAtRest && what.kind === 'retracted' && log.isMemberAt(device.user, what.by);
      must('D16', isPrompt || !mustBePrompt, () => `${device.name} shows “${shown}” at ${key}, which was taken back`);
      if (mustBePrompt) this.counts.add('D16: prompts at rest');
      must(
        'D5',
        what.sender === message.from.username,
        () => `${device.name} shows ${key} as from ${message.from.username}`,
      );
      must('D5', message.isOwn === (what.sender === device.user), () => `${device.name} mistakes whose ${key} is`);
    } else if (what.kind === 'empty') this.checkUnkept(message, log);
    else {
      must(
        'D6',
        message.content.type === 'event',
        () => `${device.name} shows a message at ${key}, where an event stands`,
      );
    }
    const isTrue = message.createdAt.getTime() === entry.at && (message.serverId ?? entry.sid) === entry.sid;
    must('D6', isTrue, () => `${device.name} shows ${key} with another time or server id than the log`);
    must(
      'D17',
      log.isMemberAt(device.user, seq),
      () => `${device.name} shows ${key}, which ${device.user} may not see`,
    );
    this.counts.add('D5: shown');
    return log;
  }

  /** A listed message of somebody else came by exactly one of the ways there are. */
  checkArrival(message: Message, mayFillHole: boolean): void {
    const key = keyOf(message);
    if (this.reports.has(key) || (mayFillHole && this.paged.has(message.conversationId))) return;
    must(
      'D12',
      this.roamed.has(message.conversationId),
      () => `${this.device.name} lists ${key}, of which it never told`,
    );
    if (message.content.type === 'event') return;
    // What a person removed unseen, his device has dealt with.
    const removed = this.received.removedUpTo.get(`${this.device.user} ${message.conversationId}`) ?? 0;
    const seq = message.seq ?? 0;
    if (seq <= removed) return;
    // Who joins again begins with everything before as delivered.
    const log = this.truth.resolve(this.device.user, message.conversationId);
    if (log?.intervalsOf(this.device.user).some(([from]) => from > seq)) return;
    const wasThere = this.received.ids.has(`${this.device.user} ${message.id}`);
    must('S30', wasThere, () => `${this.device.name} took ${key} as roaming, which no device of the user had received`);
    this.counts.add('S30: roaming');
  }
}

export const keyOf = (message: Pick<Message, 'conversationId' | 'seq'>): string =>
  `${message.conversationId}@${message.seq}`;
