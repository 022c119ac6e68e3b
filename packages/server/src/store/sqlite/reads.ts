import type { ApplicationId, ConversationRow, EntryRow, MemberRow, UserId } from '../rows.js';
import type { Store } from '../store.js';
import type { Database } from './driver.js';
import { createLogReads } from './logs.js';
import { mediaReads } from './media-reads.js';
import { createOwnSums } from './own-sums.js';
import { createPersonalReads } from './personal.js';
import { receiptReads } from './receipts.js';
import { createRetractedSum, retractionReads } from './retractions.js';
import { applicationRow, entryRow, groupRow, memberRow, roomRow, sessionRow, userRow } from './rows.js';
import { createStates } from './states.js';

/** Everything that is asked of a store and changes nothing. */
export type Reads = {
  [Name in
    | 'conversation'
    | 'findSingle'
    | 'entries'
    | 'messagesUnder'
    | 'messagesAt'
    | 'retractions'
    | 'retracted'
    | 'receipts'
    | 'receiptsSince'
    | 'marks'
    | 'marksSince'
    | 'recipients'
    | 'intervals'
    | 'members'
    | 'groupsOf'
    | 'logs'
    | 'visibleLogs'
    | 'oldest'
    | 'rooms'
    | 'states'
    | 'state'
    | 'personal'
    | 'application'
    | 'applications'
    | 'user'
    | 'users'
    | 'usersOf'
    | 'sessionByToken'
    | 'sessions'
    | 'media'
    | 'mediaSeenBy'
    | 'avatars'
    | 'mediaBytesSince'
    | 'mediaHashes'
    | 'openMedia']: (...query: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>>;
};

export function createReads(database: Database): Reads {
  const states = createStates(database, createOwnSums(database), createRetractedSum(database));
  return {
    ...logReads(database),
    ...peopleReads(database),
    ...createLogReads(database),
    ...mediaReads(database),
    ...retractionReads(database),
    ...receiptReads(database),
    intervals: states.intervals,
    states: states.since,
    state: states.of,
    personal: createPersonalReads(database),
  };
}

function logReads(database: Database) {
  const conversation = database.prepare(
    `select v.*, g.name, g.description, g.kind, g.owner, g.max_members, g.is_dissolved, g.avatar
     from conversations v left join groups g on g.c = v.c where v.c = ?`,
  );
  const roomOf = database.prepare('select name, description, is_removed from rooms where c = ?');
  const rooms = database.prepare(
    `select c, name, description, is_removed from rooms
     where application = ? and is_removed = 0 order by c limit ? offset ?`,
  );
  const roomCount = database.prepare('select count(*) as n from rooms where application = ? and is_removed = 0');
  const single = database.prepare('select c from conversations where low = ? and high = ?');
  const entries = database.prepare(
    `select seq, at, sid, body from entries
     where c = ? and seq between ? and ? and seq > (select floor from conversations where c = ?)
     order by seq desc limit ?`,
  );
  const joinedOf = database.prepare('select joined from members where user = ? and c = ?');
  const present = database.prepare(
    `select user, role, since, joined_at, silenced_until from members
     where c = ? and until is null and joined > ? order by joined limit ?`,
  );
  const groups = database.prepare(
    `select m.c from members m cross join conversations v on v.c = m.c
     where m.user = ? and m.until is null and v.low is null`,
  );

  const blocks = database.prepare(
    'select user from blocks where user = ? and blocked = ? union all select user from blocks where user = ? and blocked = ?',
  );
  const silences = database.prepare(
    'select user, silenced_until from members where c = ? and silenced_until is not null',
  );

  const blocksAmong = (low: number, high: number): UserId[] =>
    blocks.all(low, high, high, low).map((each) => Number(each.user));
  const members = (c: number, after: UserId | undefined, limit: number): MemberRow[] => {
    const from = after === undefined ? 0 : Number(joinedOf.get(after, c)?.joined ?? 0);
    return present.all(c, from, limit).map(memberRow);
  };
  return {
    members,
    conversation(c: number): ConversationRow | undefined {
      const row = conversation.get(c);
      if (!row) return undefined;
      const isPair = row.low !== null;
      const room = isPair || row.kind !== null ? undefined : roomOf.get(c);
      return {
        c,
        application: Number(row.application),
        version: Number(row.version),
        head: Number(row.head),
        headAt: Number(row.head_at),
        floor: Number(row.floor),
        members: members(c, undefined, -1),
        ...(!isPair && !room && { group: groupRow(row) }),
        ...(room && { room: roomRow(room) }),
        blocks: blocksAmong(Number(row.low), Number(row.high)),
        silences:
          row.low === null
            ? silences.all(c).map((each) => [Number(each.user), Number(each.silenced_until)] as const)
            : [],
      };
    },
    findSingle(one: UserId, other: UserId): number | undefined {
      return single.get(Math.min(one, other), Math.max(one, other))?.c as number | undefined;
    },
    entries: (c: number, from: number, to: number, limit: number): EntryRow[] =>
      entries.all(c, from, to, c, limit).map(entryRow).reverse(),
    groupsOf: (user: UserId): number[] => groups.all(user).map((row) => Number(row.c)),
    rooms: (application: number, { start, count }: { start: number; count: number }) => ({
      rooms: rooms.all(application, count, start).map((row) => ({ c: Number(row.c), ...roomRow(row) })),
      total: Number(roomCount.get(application)?.n),
    }),
  };
}

function peopleReads(database: Database) {
  const application = database.prepare('select * from applications where key = ?');
  const applications = database.prepare('select * from applications order by id');
  const user = database.prepare('select * from users where application = ? and username = ?');
  const userById = database.prepare('select * from users where id = ?');
  const usersAfter = database.prepare(
    "select * from users where application = ? and id > ? and state <> 'deleted' order by id limit ?",
  );
  const sessionByToken = database.prepare('select * from sessions where token_hash = ?');
  const sessions = database.prepare('select * from sessions where user = ? and end_reason is null');
  return {
    application(key: string) {
      const row = application.get(key);
      return row && applicationRow(row);
    },
    applications: () => applications.all().map(applicationRow),
    user(of: number, username: string) {
      const row = user.get(of, username);
      return row && userRow(row);
    },
    usersOf: (application: ApplicationId, after: UserId, limit: number) =>
      usersAfter.all(application, after, limit).map(userRow),
    users: (ids: readonly UserId[]) =>
      ids.flatMap((id) => {
        const row = userById.get(id);
        return row ? [userRow(row)] : [];
      }),
    sessionByToken(tokenHash: string) {
      const row = sessionByToken.get(tokenHash);
      return row && sessionRow(row);
    },
    sessions: (of: UserId) => sessions.all(of).map(sessionRow),
  };
}
