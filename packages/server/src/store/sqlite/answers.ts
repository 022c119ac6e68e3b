import type { AnswerRow } from '../people-rows.js';
import type { Store } from '../store.js';
import type { Database, Row } from './driver.js';

export type AnswerWrites = {
  [Name in 'beginAnswer' | 'keepAnswer' | 'dropAnswer']: (
    ...args: Parameters<Store[Name]>
  ) => Awaited<ReturnType<Store[Name]>>;
};

export function createAnswerWrites(database: Database): AnswerWrites {
  const forget = database.prepare('delete from answers where at < ?');
  const select = database.prepare('select * from answers where application = ? and key = ?');
  const insert = database.prepare('insert into answers (application, key, hash, at) values (?, ?, ?, ?)');
  const keep = database.prepare('update answers set status = ?, body = ? where application = ? and key = ?');
  const drop = database.prepare('delete from answers where application = ? and key = ? and status is null');
  return {
    beginAnswer({ application, key, hash, at }, since) {
      forget.run(since);
      const known = select.get(application, key);
      if (known) return answerRow(known);
      insert.run(application, key, hash, at);
      return undefined;
    },
    keepAnswer(application, key, { status, body }) {
      keep.run(status, body, application, key);
    },
    dropAnswer(application, key) {
      drop.run(application, key);
    },
  };
}

const answerRow = (row: Row): AnswerRow => ({
  application: Number(row.application),
  key: String(row.key),
  hash: String(row.hash),
  at: Number(row.at),
  ...(row.status !== null && { answer: { status: Number(row.status), body: String(row.body) } }),
});
