import { limits } from '@palaver/protocol';
import type { Conversation, Message } from '@palaver/sdk';
import type { Store } from '@palaver/server/testing';
import { type Device, errorName } from '../world/device.js';
import type { Checker } from './checker.js';
import { type ConversationLog, type LogEntry, saidBy } from './log.js';
import { checkReceipts } from './receipts.js';
import { keyOf } from './sight.js';
import { must, Violation } from './violation.js';

/** How many files a device asks for at rest, in each conversation. */
const filesAtRest = 2;

/** Lets virtual time go on until the promise has settled. */
export type Settle = <T>(promise: Promise<T>) => Promise<T>;

/** What must hold at rest: faults are over and nothing is in flight, so every connected device agrees with the log. */
export async function checkAtRest(
  checker: Checker,
  store: Store,
  devices: readonly Device[],
  settle: Settle,
): Promise<void> {
  await checker.truth.verify(store);
  checker.ledger.verify();
  for (const device of devices) {
    must('D20', device.status === 'online', () => `${device.name} is ${device.status} at rest`);
    const application = await store.application(device.appKey);
    const user = application && (await store.user(application.id, device.user));
    must('checker', user !== undefined, () => `the store has no ${device.user}`);
    await new DeviceAtRest(checker, store, device, user.id, settle).check();
  }
}

class DeviceAtRest {
  private readonly checker: Checker;
  private readonly store: Store;
  private readonly device: Device;
  private readonly user: number;
  private readonly settle: Settle;

  constructor(checker: Checker, store: Store, device: Device, user: number, settle: Settle) {
    this.checker = checker;
    this.store = store;
    this.device = device;
    this.user = user;
    this.settle = settle;
  }

  async check(): Promise<void> {
    const { device, checker } = this;
    const seen = new Set<number>();
    let total = 0;
    for (const conversation of device.client.conversations.get()) {
      const log = checker.truth.resolve(device.user, conversation.id);
      if (log) seen.add(log.c);
      await this.checkConversation(conversation, log);
      if (!conversation.muted) total += conversation.unreadCount;
    }
    const shown = device.client.unreadCount.get();
    if (device.client.users.isAllMuted.get()) total = 0;
    const isAllMuted = (await this.store.personal(this.user)).isMuted;
    must(
      'O7',
      isAllMuted === device.client.users.isAllMuted.get(),
      () => `${device.name}: everything muted: ${!isAllMuted}`,
    );
    if (isAllMuted) checker.counts.add('O7: everything muted');
    must('D13', shown === total, () => `${device.name} counts ${shown} unread in all, its conversations ${total}`);
    for (const log of checker.truth.all()) if (!seen.has(log.c)) await this.checkAbsent(log);
    checker.counts.add('D20: devices at rest');
  }

  private async checkConversation(conversation: Conversation, log: ConversationLog | undefined): Promise<void> {
    const { device, checker } = this;
    const listed = await this.settle(conversation.messages.all());
    // Only where there was more than a catch-up takes, or it takes no roaming messages, may something be left out.
    const visible = log?.visibleTo(device.user) ?? [];
    const mayHaveHoles = !device.isRoaming || (log?.head ?? 0) > limits.roamingEntries;
    const placed = this.checkListed(listed, mayHaveHoles);
    const last = conversation.lastMessage;
    if (last?.seq !== undefined) checker.sight(device).checkShown(last, true);
    if (!log) {
      must('D11', placed.length === 0, () => `${device.name} lists messages of ${conversation.id}, which has no log`);
      return;
    }
    await this.checkComplete(conversation, visible, mayHaveHoles, placed);
    await this.checkFiles(placed, log);
    const { store, settle } = this;
    const { counts } = checker;
    await checkReceipts({ store, device, sight: checker.sight(device), counts, settle }, log, placed);
    if (log.intervalsOf(device.user).some(([, until]) => until !== null && until <= log.head))
      checker.counts.add('D17');
    const state = await this.store.state(this.user, log.c);
    const read = state?.read ?? 0;
    const expected = log.unread(device.user, read);
    must(
      'D13',
      conversation.unreadCount === expected,
      () =>
        `${device.name} shows ${conversation.unreadCount} unread in ${conversation.id}; the log has ${expected} after place ${read}`,
    );
    checker.counts.add('D13');
    if (expected > 0) checker.counts.add('D13: something unread');
    const readHere = checker.sight(device).readUpTo.get(conversation.id) ?? 0;
    must(
      'D14',
      read >= readHere,
      () => `${device.name} read ${conversation.id} up to ${readHere}, the server keeps ${read}`,
    );
    if (readHere > 0) checker.counts.add('D14');
    must(
      'S9',
      !state || conversation.muted === state.muted,
      () => `${device.name}: ${conversation.id} muted ${conversation.muted}`,
    );
  }

  /** The newest files that others sent are to be had; not those that were taken back behind one's leaving, which this copy does not know. */
  private async checkFiles(placed: readonly Message[], log: ConversationLog): Promise<void> {
    const { device, checker, settle } = this;
    const isThere = ({ content, isOwn, seq = 0 }: Message) =>
      content.type === 'file' && !isOwn && !log.isTakenBack(seq);
    const files = placed.filter(isThere).slice(0, filesAtRest);
    for (const message of files) {
      const blob = await settle(message.download()).catch((error: unknown) => {
        throw new Violation('D21', `${device.name} cannot have the file of ${keyOf(message)}: ${errorName(error)}`);
      });
      await checker.media.downloaded(device.name, saidBy(message.content), blob);
    }
  }

  /** Nothing twice, in the order of places, each as the log has it, and each come by one way. */
  private checkListed(listed: readonly Message[], mayHaveHoles: boolean): Message[] {
    const { device, checker } = this;
    const sight = checker.sight(device);
    const placed = listed.filter((message) => message.seq !== undefined);
    const ids = new Set(listed.map((message) => message.id));
    must(
      'D10',
      ids.size === listed.length,
      () => `${device.name} lists a message of ${listed[0]?.conversationId} twice`,
    );
    for (const [index, message] of placed.entries()) {
      const newer = placed[index - 1]?.seq ?? Number.MAX_SAFE_INTEGER;
      must('S46', newer > (message.seq ?? 0), () => `${device.name} lists ${keyOf(message)} after place ${newer}`);
      sight.checkShown(message, true);
      if (!message.isOwn) sight.checkArrival(message, mayHaveHoles);
    }
    return placed;
  }

  private async checkComplete(
    conversation: Conversation,
    visible: readonly LogEntry[],
    mayHaveHoles: boolean,
    placed: readonly Message[],
  ): Promise<void> {
    const { device, checker } = this;
    const removed = checker.sight(device).removed.get(conversation.id) ?? { least: 0, most: 0 };
    const expected = visible.filter((entry) => entry.seq > removed.most);
    const isMissing = (list: readonly Message[]) => {
      const has = new Set(list.map((message) => message.seq));
      return expected.find((entry) => !has.has(entry.seq));
    };
    const back = placed.find((message) => (message.seq ?? 0) <= removed.least);
    must('S6', !back, () => `${device.name} lists ${back && keyOf(back)} again, which was removed`);
    checker.counts.add('D11');
    const missing = isMissing(placed);
    if (!missing) return;
    must(
      'D11',
      mayHaveHoles,
      () => `${device.name} lacks place ${missing.seq} of ${conversation.id} (${visible.length} entries for it)`,
    );
    // What was refused, or is not kept, is listed here besides.
    const here = (await this.settle(conversation.messages.all())).length;
    const page = await this.settle(conversation.messages.page({ limit: visible.length + here }));
    const still = isMissing(page.items);
    must('D11', !still, () => `${device.name} cannot page place ${still?.seq} of ${conversation.id}`);
    checker.sight(device).paged.add(conversation.id);
    checker.counts.add('D11: holes filled');
  }

  /** A conversation that the device does not list: there is nothing in it that it should. */
  private async checkAbsent(log: ConversationLog): Promise<void> {
    const { device, checker } = this;
    const peer = log.pair?.find((user) => user !== device.user);
    if (log.pair && !log.pair.includes(device.user)) return;
    const id = log.pair ? `single_${device.appKey}_${peer}` : `group_${log.c}`;
    const removed = checker.sight(device).removed.get(id)?.most ?? 0;
    const expected = log.visibleTo(device.user).filter((entry) => entry.seq > removed);
    must(
      'D11',
      expected.length === 0,
      () => `${device.name} does not list ${id}, which has place ${expected[0]?.seq} for it`,
    );
  }
}
