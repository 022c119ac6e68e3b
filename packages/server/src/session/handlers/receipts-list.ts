import { limits } from '@palaver/protocol';
import { decideReceipts } from '../../domain/receipt.js';
import type { Handler, Services } from './handler.js';

export const receiptsListHandler =
  ({ store, directory }: Services): Handler<'receipts.list'> =>
  ({ c, seq, after = 0, limit = limits.pageEntries }, { connection, reply }) =>
    connection.read(async () => {
      const { user } = connection.identity;
      const [[message], intervals] = await Promise.all([store.messagesAt(c, [seq]), store.intervals(c, user.id)]);
      const decided = decideReceipts(user.id, message, intervals);
      if (!decided.ok) return reply.refuse(decided.error);
      const page = await store.recipients(c, seq, user.id, after, limit);
      const people = await directory.byIds(page.map((recipient) => recipient.user));
      const cards = (hasRead: boolean) =>
        page.flatMap((recipient) => {
          const found = people.get(recipient.user);
          return found && recipient.hasRead === hasRead ? [directory.cardOf(found)] : [];
        });
      const next = page.length === limit ? after + page.length : undefined;
      reply.ok({ read: cards(true), unread: cards(false), next });
    });
