import { afterEach, describe } from 'vitest';
import { describeAnswers } from './contract/answers.js';
import type { OpenStore } from './contract/cast.js';
import { describeChanges } from './contract/changes.js';
import { describeDurability } from './contract/durability.js';
import { describeExpiry } from './contract/expiry.js';
import { describeLog } from './contract/log.js';
import { describeLogs } from './contract/logs.js';
import { describeMedia } from './contract/media.js';
import { describeMembership } from './contract/membership.js';
import { describeModel } from './contract/model.js';
import { describePeople } from './contract/people.js';
import { describePersonal } from './contract/personal.js';
import { describePositions } from './contract/positions.js';
import { describeReceipts } from './contract/receipts.js';
import { describeRetractions } from './contract/retractions.js';
import { describeRooms } from './contract/rooms.js';
import { describeWriters } from './contract/writers.js';

/**
 * The rules that every store holds. `isDurable`: it leaves something behind that can be opened again, so `open` gives a
 * `reopen`.
 */
export function describeStore(name: string, open: OpenStore, { isDurable }: { readonly isDurable: boolean }): void {
  describe(name, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });
    const test = {
      open: async () => {
        const opened = await open();
        closing.push(opened.close);
        return opened;
      },
    };
    describe('the log', () => describeLog(test));
    describe('logs', () => describeLogs(test));
    describe('membership', () => describeMembership(test));
    describe('media', () => describeMedia(test));
    describe('positions', () => describePositions(test));
    describe('receipts', () => describeReceipts(test));
    describe('what is taken back', () => describeRetractions(test));
    describe('what expires', () => describeExpiry(test));
    describe('what changed', () => describeChanges(test));
    describe('people', () => describePeople(test));
    describe('chatrooms', () => describeRooms(test));
    describe('personal', () => describePersonal(test));
    describe('answers', () => describeAnswers(test));
    describe('many writers', () => describeWriters(test));
    describe('recomputed', () => describeModel(test));
    if (isDurable) describe('reopened', () => describeDurability(test));
  });
}
