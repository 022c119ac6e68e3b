import type { Seams } from '../world/world.js';
import {
  callingTwice,
  keepingWhatWasRetracted,
  overtaking,
  resolvingWritesEarly,
  storingTheCursorFirst,
} from './client.js';
import {
  acknowledgingBeforeFlush,
  countingOwnAsUnread,
  countingRetracted,
  keepingBodies,
  lettingReadsGoBack,
  listingMembersOfNow,
  losingFiles,
  mixingApplications,
  overlookingBlocks,
  withHoles,
  withOneEpoch,
  withoutUniqueIndex,
  withRemovedMembers,
  withTimesAsTheyCome,
} from './server-store.js';
import { droppingPushes, droppingReceipts, garblingPushes } from './socket.js';

/** A server or a client with one fault, of the kind that the checker must find. */
export interface BrokenVariant {
  /** The rows by any of which it may be caught. */
  readonly rows: readonly string[];
  /** A part in the place of a sound one, made anew for each run. */
  readonly breaks: () => Seams;
}

export const brokenVariants: Readonly<Record<string, BrokenVariant>> = {
  'acknowledge-before-flush': { rows: ['D1'], breaks: acknowledgingBeforeFlush },
  'no-unique-index': { rows: ['D4'], breaks: withoutUniqueIndex },
  'holes-in-the-log': { rows: ['D6'], breaks: withHoles },
  'time-runs-back': { rows: ['D9'], breaks: withTimesAsTheyCome },
  'drop-one-push': { rows: ['D11', 'D13'], breaks: () => droppingPushes(7) },
  'garble-one-push': { rows: ['D5'], breaks: () => garblingPushes(7) },
  'own-messages-unread': { rows: ['D13'], breaks: countingOwnAsUnread },
  'reads-go-back': { rows: ['D14'], breaks: lettingReadsGoBack },
  'removed-still-receives': { rows: ['D5', 'D17'], breaks: withRemovedMembers },
  'one-epoch': { rows: ['D1', 'D5', 'D6', 'D11', 'D12', 'D13'], breaks: withOneEpoch },
  'cursor-before-rows': { rows: ['D6', 'D11', 'D13'], breaks: storingTheCursorFirst },
  'writes-resolve-early': { rows: ['D10', 'D11', 'D12', 'D13', 'S30'], breaks: resolvingWritesEarly },
  'second-offline-call': { rows: ['D12'], breaks: callingTwice },
  'blocks-overlooked': { rows: ['O7'], breaks: overlookingBlocks },
  'retracted-text-stays': { rows: ['D16', 'S39'], breaks: keepingWhatWasRetracted },
  'retracted-in-the-log': { rows: ['D16'], breaks: keepingBodies },
  'retracted-still-unread': { rows: ['D13'], breaks: countingRetracted },
  'who-left-is-no-reader': { rows: ['D15'], breaks: listingMembersOfNow },
  'receipts-not-told': { rows: ['D15'], breaks: droppingReceipts },
  'files-lost': { rows: ['D21'], breaks: losingFiles },
  'applications-mixed': { rows: ['D22', 'D5'], breaks: mixingApplications },
  'messages-overtake': { rows: ['D8'], breaks: () => overtaking(3) },
};
