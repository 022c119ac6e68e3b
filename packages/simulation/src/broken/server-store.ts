import type { Clock, Random } from '@palaver/protocol';
import {
  type EntryRow,
  type MemoryStore,
  restoreMemoryStore,
  type StateRow,
  type Store,
} from '@palaver/server/testing';
import { users } from '../chaos/cast.js';
import { readEntry } from '../checker/log.js';
import type { ServerSeams } from '../world/server.js';

/** The same id is written as often as it comes: each time under another name in the index. */
export function withoutUniqueIndex(): ServerSeams {
  let attempt = 0;
  return {
    store: (store) => ({
      ...store,
      commit: (batch) =>
        store.commit(
          batch.map((operation) => {
            if (operation.op === 'lookup') return { ...operation, id: `${operation.id}~${++attempt}` };
            if (operation.op !== 'append') return operation;
            return { ...operation, entry: { ...operation.entry, id: `${operation.entry.id}~${++attempt}` } };
          }),
        ),
    }),
  };
}

/** Takes the server's time as it comes, where the store raises it to that of the entry before. */
export function withTimesAsTheyCome(): ServerSeams {
  const times = new Map<string, number>();
  const asItCame = <T extends { readonly sid: string; readonly at: number }>(row: T): T => ({
    ...row,
    at: times.get(row.sid) ?? row.at,
  });
  return {
    store: (store) => ({
      ...store,
      commit: async (batch) => {
        const commit = await store.commit(batch);
        const outcomes = commit.outcomes.map((outcome, index) => {
          const operation = batch[index];
          if (outcome.kind === 'appended' && operation?.op === 'append') times.set(outcome.sid, operation.entry.at);
          return outcome.kind === 'appended' || outcome.kind === 'repeated' ? asItCame(outcome) : outcome;
        });
        return { ...commit, outcomes };
      },
      entries: async (c, from, to, limit) => (await store.entries(c, from, to, limit)).map(asItCame),
    }),
  };
}

/** Gives a place to a row and then drops the row because its id stands already: the place stays empty. */
export function withHoles(): ServerSeams {
  const dropped = new Set<string>();
  let made = 0;
  const withoutDropped = (rows: EntryRow[]) => rows.filter((row) => !dropped.has(row.sid));
  return {
    store: (store) => ({
      ...store,
      commit: async (batch) => {
        const commit = await store.commit(batch);
        for (const [index, outcome] of commit.outcomes.entries()) {
          const operation = batch[index];
          if (outcome.kind !== 'repeated' || operation?.op !== 'append' || operation.c !== outcome.c) continue;
          const again = { ...operation, entry: { ...operation.entry, id: `dropped-${++made}` } };
          const [row] = (await store.commit([again])).outcomes;
          if (row?.kind === 'appended') dropped.add(row.sid);
        }
        return commit;
      },
      entries: async (c, from, to, limit) => withoutDropped(await store.entries(c, from, to, limit)),
    }),
  };
}

/** Removes nobody from the store's list of members, whatever the log says. */
export function withRemovedMembers(): ServerSeams {
  return {
    store: (store) => ({
      ...store,
      commit: (batch) =>
        store.commit(
          batch.map((operation) => {
            if (operation.op !== 'append' || !operation.change?.leaves) return operation;
            const { leaves: _, ...change } = operation.change;
            return { ...operation, change };
          }),
        ),
    }),
  };
}

/** After a restore the epoch is the old one, so nobody learns that history is another. */
export function withOneEpoch(): ServerSeams {
  return { store: (store) => ({ ...store, epoch: 'the-only-epoch' }) };
}

/** Acknowledges what is written and not yet flushed: a crash takes the last moments away. */
export function acknowledgingBeforeFlush(): ServerSeams {
  return { disk: (store, clock) => unflushed(store, clock) };
}

const flushLateMs = 60;

/** Chance that makes this epoch. */
const sameEpoch = (epoch: string): Random => ({
  bytes: () => Uint8Array.from(epoch.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  fraction: () => 0,
});

function unflushed(store: MemoryStore, clock: Clock): MemoryStore {
  let flushed = store.snapshot();
  const flushAfter = async <T>(ms: number, written: Promise<T>): Promise<T> => {
    const outcome = await written;
    const now = store.snapshot();
    if (ms === 0) flushed = now;
    else
      clock.after(ms, () => {
        flushed = now;
      });
    return outcome;
  };
  return {
    ...store,
    commit: (batch) => flushAfter(flushLateMs, store.commit(batch)),
    createApplication: (application) => flushAfter(0, store.createApplication(application)),
    createUser: (user) => flushAfter(0, store.createUser(user)),
    openSession: (session, endsClass) => flushAfter(0, store.openSession(session, endsClass)),
    crash(kept) {
      store.crash(kept);
      return unflushed(restoreMemoryStore(flushed, { random: sameEpoch(store.epoch) }), clock);
    },
  };
}

/** Counts own messages as unread. */
export function countingOwnAsUnread(): ServerSeams {
  return {
    store: (store) => {
      const recounted = async (user: number, state: StateRow): Promise<StateRow> => {
        const { username } = (await store.users([user]))[0] ?? {};
        const after = await store.entries(state.c, state.read + 1, state.head, 1_000);
        const own = after.map(readEntry).filter(({ what }) => what.kind === 'message' && what.sender === username);
        return { ...state, unread: state.unread + own.length };
      };
      return withStates(store, recounted);
    },
  };
}

/** Counts as unread what was taken back. */
export function countingRetracted(): ServerSeams {
  return {
    store: (store) => {
      const recounted = async (user: number, state: StateRow): Promise<StateRow> => {
        const { username } = (await store.users([user]))[0] ?? {};
        const taken = (await store.retractions(state.c, state.read + 1, state.head, 1_000)).map(readEntry);
        const others = taken.flatMap(({ what }) =>
          what.kind === 'retraction' && what.sender !== username && what.seq > state.read ? [what] : [],
        );
        return { ...state, unread: others.reduce((sum, { increment }) => sum + increment, state.unread) };
      };
      return withStates(store, recounted);
    },
  };
}

/** Lists only who is a member now: who left is no recipient any more. */
export function listingMembersOfNow(): ServerSeams {
  return {
    store: (store) => ({
      ...store,
      recipients: async (c, ...query) => {
        const present = new Set((await store.members(c, undefined, 1_000)).map(({ user }) => user));
        return (await store.recipients(c, ...query)).filter(({ user }) => present.has(user));
      },
    }),
  };
}

/** Rewrites nothing: the log goes on saying what was taken back. */
export function keepingBodies(): ServerSeams {
  return {
    store: (store) => ({
      ...store,
      commit: async (batch) => {
        const bodies = new Map<number, string>();
        for (const [at, one] of batch.entries()) {
          const [row] = one.op === 'retract' ? await store.entries(one.c, one.seq, one.seq, 1) : [];
          if (row) bodies.set(at, row.body);
        }
        return store.commit(
          batch.map((one, at) => (one.op === 'retract' ? { ...one, body: bodies.get(at) ?? one.body } : one)),
        );
      },
    }),
  };
}

/** Keeps the read position that was reported last, not the greatest. */
export function lettingReadsGoBack(): ServerSeams {
  const reported = new Map<string, number>();
  return {
    store: (store) => {
      const asReported = async (user: number, state: StateRow): Promise<StateRow> => {
        const read = reported.get(`${user} ${state.c}`) ?? state.read;
        if (read >= state.read) return state;
        const { username } = (await store.users([user]))[0] ?? {};
        const after = (await store.entries(state.c, read + 1, state.head, 1_000)).map(readEntry);
        const others = after.flatMap(({ what }) => (what.kind === 'message' && what.sender !== username ? [what] : []));
        return { ...state, read, unread: others.reduce((sum, { increment }) => sum + increment, 0) };
      };
      const changed = withStates(store, asReported);
      return {
        ...changed,
        commit: (batch) => {
          for (const one of batch) if (one.op === 'read') reported.set(`${one.user} ${one.c}`, one.seq);
          return changed.commit(batch);
        },
      };
    },
  };
}

/** A store whose states are told otherwise. */
function withStates(store: Store, change: (user: number, state: StateRow) => Promise<StateRow>): Store {
  return {
    ...store,
    state: async (user, c) => {
      const state = await store.state(user, c);
      return state && change(user, state);
    },
    states: async (user, query) => Promise.all((await store.states(user, query)).map((state) => change(user, state))),
    commit: async (batch) => {
      const commit = await store.commit(batch);
      const told = commit.outcomes.map(async (outcome, index) => {
        const operation = batch[index];
        if (outcome.kind !== 'state' || !outcome.state || !operation || !('user' in operation)) return outcome;
        return { ...outcome, state: await change(operation.user, outcome.state) };
      });
      return { ...commit, outcomes: await Promise.all(told) };
    },
  };
}

/** Decisions do not read who blocks whom. */
export function overlookingBlocks(): ServerSeams {
  return {
    store: (store) => ({
      ...store,
      conversation: async (c) => {
        const row = await store.conversation(c);
        return row && { ...row, blocks: [] };
      },
    }),
  };
}

/** A name that one application does not have is looked for in another; but for one that both are to have. */
export function mixingApplications(): ServerSeams {
  return {
    store: (store) => ({
      ...store,
      user: async (application, username) => {
        const own = await store.user(application, username);
        const home = own || username === users[0] ? undefined : await store.application('default');
        return own ?? (home && (await store.user(home.id, username)));
      },
    }),
  };
}

/** Says of every fifth file that it stands, and keeps nothing. */
export function losingFiles(): ServerSeams {
  let count = 0;
  return {
    media: (files) => ({
      ...files,
      complete: async (upload, sha256) => {
        const done = await files.complete(upload, sha256);
        if (++count % 5 === 0) await files.remove(sha256);
        return done;
      },
    }),
  };
}
