import { isAmbiguousBeside } from '../application-keys.js';
/** The store's calls that are a transaction each. */
import type { Store } from '../store.js';
import { createAnswerWrites } from './answers.js';
import type { Database, Row } from './driver.js';
import { applicationRow, sessionRow, userRow } from './rows.js';
export type PeopleWrites = {
  [Name in
    | 'createApplication'
    | 'updateApplication'
    | 'createUser'
    | 'updateUser'
    | 'openSession'
    | 'endSession'
    | 'touchSession'
    | 'beginAnswer'
    | 'keepAnswer'
    | 'dropAnswer']: (...args: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>>;
};

export const createPeopleWrites = (database: Database): PeopleWrites => ({
  ...applicationWrites(database),
  ...userWrites(database),
  ...sessionWrites(database),
  ...createAnswerWrites(database),
});

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
/** What has just been written, in the same transaction. */
function there(row: Row | undefined): Row {
  if (!row) throw new Error('a row was written and is not there');
  return row;
}

function applicationWrites(database: Database): Pick<PeopleWrites, 'createApplication' | 'updateApplication'> {
  const insert = database.prepare(
    `insert into applications (key, name, secrets, settings, created_at) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
  );
  const keys = database.prepare('select key from applications');
  const select = database.prepare('select * from applications where key = ?');
  const update = database.prepare(
    'update applications set secrets = coalesce(?, secrets), settings = coalesce(?, settings) where id = ?',
  );
  return {
    createApplication({ key, name, secrets, settings, createdAt }) {
      if ((keys.all() as { key: string }[]).some((other) => isAmbiguousBeside(key, other.key))) return undefined;
      const isMade = insert.run(key, name, JSON.stringify(secrets), JSON.stringify(settings), createdAt) > 0;
      return isMade ? applicationRow(there(select.get(key))) : undefined;
    },
    updateApplication(id, { secrets, settings }) {
      update.run(json(secrets), json(settings), id);
    },
  };
}

function userWrites(database: Database): Pick<PeopleWrites, 'createUser' | 'updateUser'> {
  const insert = database.prepare(
    `insert into users (application, username, skeleton, password, profile, state, created_at)
     values (?, ?, ?, ?, ?, 'active', ?) on conflict do nothing`,
  );
  const select = database.prepare('select * from users where application = ? and username = ?');
  const update = database.prepare(
    'update users set password = coalesce(?, password), profile = coalesce(?, profile), state = coalesce(?, state) where id = ?',
  );
  return {
    createUser({ application, username, skeleton, password, profile, createdAt }) {
      const isMade =
        insert.run(application, username, skeleton, password ?? null, JSON.stringify(profile), createdAt) > 0;
      return isMade ? userRow(there(select.get(application, username))) : undefined;
    },
    updateUser(id, { password, profile, state }) {
      update.run(password ?? null, json(profile), state ?? null, id);
    },
  };
}

function sessionWrites(database: Database): Pick<PeopleWrites, 'openSession' | 'endSession' | 'touchSession'> {
  const rivals = database.prepare('select * from sessions where user = ? and device_class = ? and end_reason is null');
  const insert = database.prepare(
    `insert into sessions
       (id, user, token_hash, platform, device_class, device_name, created_at, expires_at, seen_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const end = database.prepare('update sessions set end_reason = ? where id = ? and end_reason is null');
  const touch = database.prepare('update sessions set seen_at = ?, expires_at = ? where id = ? and end_reason is null');
  return {
    openSession(session, endsClass) {
      const { id, user, tokenHash, platform, deviceClass, deviceName, createdAt, expiresAt } = session;
      const endReason = 'other_device';
      const ended = endsClass ? rivals.all(user, deviceClass).map(sessionRow) : [];
      for (const rival of ended) end.run(endReason, rival.id);
      insert.run(id, user, tokenHash, platform, deviceClass, deviceName, createdAt, expiresAt, createdAt);
      return {
        session: { ...session, seenAt: createdAt },
        ended: ended.map((rival) => ({ ...rival, endReason })),
      };
    },
    endSession: (id, reason) => end.run(reason, id) > 0,
    touchSession(id, seenAt, expiresAt) {
      touch.run(seenAt, expiresAt, id);
    },
  };
}
