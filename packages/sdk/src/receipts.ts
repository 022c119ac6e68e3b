import { ImError } from '@palaver/protocol';
import type { User } from './api.js';
import { isPlaced, isSameUser, type StoredMessage } from './conversation/records.js';
import type { Desk } from './desk.js';
import { userOf } from './live/people.js';

/** Who has read a message and who has not, page by page (S43). What the device knows to be refused asks no server. */
export async function receiptsOf(
  request: Desk['request'],
  me: { username: string; appKey: string },
  log: number,
  record: StoredMessage,
): Promise<{ read: User[]; unread: User[] }> {
  if (!isSameUser(record.from, me)) throw new ImError('FORBIDDEN', 'Only its sender knows who has read a message.');
  if (!record.receipts || !isPlaced(record)) throw new ImError('INVALID', 'This message asks for no receipts.');
  const lists = { read: [] as User[], unread: [] as User[] };
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof request<'receipts.list'>>> = await request('receipts.list', {
      c: log,
      seq: record.order[0],
      after,
    });
    lists.read.push(...page.read.map(userOf));
    lists.unread.push(...page.unread.map(userOf));
    after = page.next;
  }
  return lists;
}
