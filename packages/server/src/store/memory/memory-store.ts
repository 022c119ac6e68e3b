import { type Random, systemRandom } from '@palaver/protocol';
import { newEpoch } from '../epoch.js';
import type { Store } from '../store.js';
import * as answers from './answers.js';
import { applyBatch } from './apply.js';
import { type Data, emptyData, pairKey } from './data.js';
import { createFlushQueue, type FlushOptions } from './flush-queue.js';
import { logs, oldest, visibleLogs } from './logs.js';
import * as media from './media.js';
import * as people from './people.js';
import { personalRow } from './personal.js';
import { receiptReads } from './receipts.js';
import { changedStates, conversationRow, entryRows, memberRow, standingMessage, stateRow } from './state.js';

export interface MemoryStoreOptions extends FlushOptions {
  /** For the epoch. */
  readonly random?: Random;
}

/** Keeps everything in memory: for `--data memory`, for tests, and for the simulation, which can make it crash. */
export interface MemoryStore extends Store {
  /**
   * The machine stops: this store never answers again, and the one returned holds what had reached the disk. Of the
   * transactions in flight that is none, all (`true`), or the first so many, each whole.
   */
  crash(kept: boolean | number): MemoryStore;
  /** A backup of what is on the disk now, for `restoreMemoryStore`. */
  snapshot(): MemorySnapshot;
}

/** A copy that nothing changes. */
export type MemorySnapshot = { readonly data: Data };

export const createMemoryStore = (options: MemoryStoreOptions = {}): MemoryStore =>
  open(emptyData(newEpoch(options.random ?? systemRandom)), options);

/** Opens a backup, as the beginning of another history (D23). */
export function restoreMemoryStore(snapshot: MemorySnapshot, options: MemoryStoreOptions = {}): MemoryStore {
  const data = { ...structuredClone(snapshot.data), epoch: newEpoch(options.random ?? systemRandom) };
  for (const conversation of data.conversations.values()) conversation.inherited = conversation.entries.length;
  return open(data, options);
}

function open(data: Data, options: MemoryStoreOptions): MemoryStore {
  const { write, read, crash } = createFlushQueue(options);
  const receipts = receiptReads(data);
  return {
    epoch: data.epoch,
    commit: (batch) => write(() => applyBatch(data, batch)),

    allocateConversation: () =>
      read(() => {
        data.lastConversation += 1;
        return data.lastConversation;
      }),
    conversation: (c) =>
      read(() => {
        const conversation = data.conversations.get(c);
        return conversation && conversationRow(data, conversation);
      }),
    findSingle: (one, other) => read(() => data.singles.get(pairKey(one, other))),
    entries: (c, from, to, limit) =>
      read(() => {
        const conversation = data.conversations.get(c);
        if (!conversation) return [];
        const last = Math.min(to, conversation.entries.length);
        const first = Math.max(from, conversation.floor + 1, last - limit + 1);
        return entryRows(conversation.entries.slice(first - 1, Math.max(first - 1, last)));
      }),
    messagesUnder: (id) => read(() => (data.messages.get(id) ?? []).map(standingMessage)),
    messagesAt: (c, places) =>
      read(() => {
        const { entries = [] } = data.conversations.get(c) ?? {};
        return [...new Set(places)].flatMap((place) => {
          const entry = entries[place - 1];
          return entry?.kind === 'message' ? [standingMessage(entry)] : [];
        });
      }),
    retractions: (c, from, to, limit) =>
      read(() => {
        const { retractions = [], entries = [], floor = 0 } = data.conversations.get(c) ?? {};
        const found = retractions.filter(({ place }) => place > floor && place >= from && place <= to);
        return found.slice(-limit).flatMap(({ place }) => entryRows(entries.slice(place - 1, place)));
      }),
    retracted: (c, from, to, limit) =>
      read(() => {
        const { retractions = [] } = data.conversations.get(c) ?? {};
        const found = retractions.filter(({ place }) => place >= from && place <= to);
        return found.slice(-limit).map(({ seq, place }) => ({ seq, by: place }));
      }),
    intervals: (c, user) => read(() => [...(data.conversations.get(c)?.members.get(user)?.intervals ?? [])]),
    members: (c, after, limit) =>
      read(() => {
        const members = [...(data.conversations.get(c)?.present.values() ?? [])];
        const first = after === undefined ? 0 : members.findIndex(({ user }) => user === after) + 1;
        return members.slice(first, first + limit).map(memberRow);
      }),
    groupsOf: (user) =>
      read(() =>
        (data.memberships.get(user) ?? []).flatMap(({ c }) => {
          const conversation = data.conversations.get(c);
          return conversation?.group && conversation.present.has(user) ? [c] : [];
        }),
      ),

    receipts: (...query) => read(() => receipts.receipts(...query)),
    receiptsSince: (...query) => read(() => receipts.receiptsSince(...query)),
    marks: (...query) => read(() => receipts.marks(...query)),
    marksSince: (...query) => read(() => receipts.marksSince(...query)),
    recipients: (...query) => read(() => receipts.recipients(...query)),
    rooms: (application, { start, count }) =>
      read(() => {
        const open = [...data.conversations.values()]
          .flatMap(({ c, application: of, room }) =>
            room && !room.isRemoved && of === application ? { c, ...room } : [],
          )
          .sort((a, b) => a.c - b.c);
        return { rooms: open.slice(start, start + count), total: open.length };
      }),

    logs: (query) => read(() => logs(data, query)),
    oldest: (query) => read(() => oldest(data, query)),
    visibleLogs: (user, query) => read(() => visibleLogs(data, user, query)),
    nextMark: () => read(() => data.mark + 1),
    states: (user, query) => read(() => changedStates(data, user, query)),
    state: (user, c) =>
      read(() => {
        const conversation = data.conversations.get(c);
        const member = conversation?.members.get(user);
        return conversation && member && stateRow(conversation, member);
      }),

    personal: (user) => read(() => personalRow(data, user)),

    createApplication: (application) => write(() => people.createApplication(data, application)),
    application: (key) => read(() => people.findApplication(data, key)),
    applications: () => read(() => [...data.applications.values()]),
    updateApplication: (id, change) => write(() => people.updateApplication(data, id, change)),

    createUser: (user) => write(() => people.createUser(data, user)),
    user: (application, username) => read(() => people.findUser(data, application, username)),
    users: (ids) => read(() => ids.flatMap((id) => data.users.get(id) ?? [])),
    usersOf: (application, after, limit) => read(() => people.usersOf(data, application, after, limit)),
    updateUser: (id, change) => write(() => people.updateUser(data, id, change)),

    openSession: (session, endsClass) => write(() => people.openSession(data, session, endsClass)),
    sessionByToken: (tokenHash) => read(() => people.findSession(data, tokenHash)),
    sessions: (user) => read(() => people.openSessions(data, user)),
    endSession: (id, reason) => write(() => people.endSession(data, id, reason)),
    touchSession: (id, seenAt, expiresAt) => write(() => people.touchSession(data, id, seenAt, expiresAt)),

    beginAnswer: (begun, since) => write(() => answers.beginAnswer(data, begun, since)),
    keepAnswer: (application, key, answer) => write(() => answers.keepAnswer(data, application, key, answer)),
    dropAnswer: (application, key) => write(() => answers.dropAnswer(data, application, key)),
    createMedia: (row) => write(() => media.createMedia(data, row)),
    completeMedia: (key, mime) => write(() => media.completeMedia(data, key, mime)),
    forgetMedia: (key) => write(() => media.forgetMedia(data, key)),
    media: (application, id) => read(() => media.findMedia(data, application, id)),
    mediaSeenBy: (user, id) => read(() => media.mediaSeenBy(data, user, id)),
    avatars: (id) => read(() => media.avatars(data, id)),
    mediaBytesSince: (uploader, since) => read(() => media.mediaBytesSince(data, uploader, since)),
    mediaHashes: (hashes) => read(() => media.mediaHashes(data, hashes)),
    openMedia: (keys) => read(() => media.openMedia(data, keys)),
    sweepMedia: (times) => write(() => media.sweepMedia(data, times)),

    // Whatever is in flight ends first.
    close: () => write(() => {}),
    crash(kept) {
      crash(typeof kept === 'number' ? kept : kept ? Number.POSITIVE_INFINITY : 0);
      return open(data, options);
    },
    snapshot: () => ({ data: structuredClone(data) }),
  };
}
