import type { Message } from '@palaver/sdk';
import type { Store } from '@palaver/server/testing';
import type { Counts } from '../world/counts.js';
import type { Device } from '../world/device.js';
import type { ConversationLog } from './log.js';
import type { Settle } from './rest.js';
import { type DeviceSight, keyOf } from './sight.js';
import { must } from './violation.js';

/** D15 at rest: read plus unread are the recipients at the place, the sender counts what the store has, and marks arrived. */
export async function checkReceipts(
  deps: {
    readonly store: Store;
    readonly device: Device;
    readonly sight: DeviceSight;
    readonly counts: Counts;
    readonly settle: Settle;
  },
  log: ConversationLog,
  listed: readonly Message[],
): Promise<void> {
  const { store, device, sight, counts, settle } = deps;
  let hasAsked = false;
  for (const message of listed) {
    const { seq = 0, unreadReceipts } = message;
    const what = log.entries[seq - 1]?.what;
    if (what?.kind !== 'message' || what.recipients === undefined) {
      const isShown = unreadReceipts === undefined || what?.kind === 'retracted';
      must('D15', isShown, () => `${device.name} shows receipts of ${keyOf(message)}, which asks for none`);
      continue;
    }
    const expected = log.recipientsAt(seq, what.sender).sort();
    must('D15', what.recipients === expected.length, () => `${keyOf(message)} asks ${what.recipients}, of ${expected}`);
    if (!message.isOwn) {
      must('D15', unreadReceipts === undefined, () => `${device.name} sees the receipts of ${keyOf(message)}`);
      if (sight.marked.has(keyOf(message))) await checkMarked(store, device, log, seq, what.sender);
      continue;
    }
    const [sender] = await namesOf(store, what.sender, device.appKey);
    const kept = await store.recipients(log.c, seq, sender ?? 0, 0, 1_000);
    const unread = kept.filter(({ hasRead }) => !hasRead).length;
    must(
      'D15',
      unreadReceipts === unread && kept.length === expected.length,
      () => `${device.name} counts ${unreadReceipts} that have not read ${keyOf(message)}; the store has ${unread}`,
    );
    counts.add('D15');
    if (unread < kept.length) counts.add('D15: somebody has read');
    // The lists themselves of one message of each conversation.
    if (hasAsked) continue;
    hasAsked = true;
    const lists = await settle(message.receipts());
    const all = [...lists.read, ...lists.unread].map(({ username }) => username).sort();
    must(
      'D15',
      String(all) === String(expected),
      () => `${keyOf(message)}: read and unread are ${all}, not ${expected}`,
    );
    must(
      'D15',
      lists.unread.length === unread,
      () => `${keyOf(message)}: ${lists.unread.length} unread, not ${unread}`,
    );
    counts.add('D15: lists');
  }
}

async function checkMarked(
  store: Store,
  device: Device,
  log: ConversationLog,
  seq: number,
  author: string,
): Promise<void> {
  const [reader] = await namesOf(store, device.user, device.appKey);
  const [sender] = await namesOf(store, author, device.appKey);
  const kept = await store.recipients(log.c, seq, sender ?? 0, 0, 1_000);
  const hasRead = kept.some((one) => one.user === reader && one.hasRead);
  must('S44', hasRead, () => `${device.name} marked ${log.c}/${seq}, and the server keeps no such mark`);
}

async function namesOf(store: Store, username: string, appKey: string): Promise<number[]> {
  const application = await store.application(appKey);
  const user = application && (await store.user(application.id, username));
  return user ? [user.id] : [];
}
