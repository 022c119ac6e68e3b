import { expect } from 'vitest';
import type { Commit, MembershipChange, NewEntry, Operation, Outcome } from '../batch.js';
import type { GroupRow, UserId } from '../rows.js';
import type { Store } from '../store.js';

/** How a suite comes by a fresh store. `reopen` closes it and opens what it left; absent where nothing is left. */
export type OpenStore = () => Promise<{
  readonly store: Store;
  readonly reopen?: () => Promise<Store>;
  readonly close: () => Promise<void>;
}>;

export const application = 1;
/** The people of the tests, by number. */
export const [ann, bob, cleo, dora] = [101, 102, 103, 104];

let madeIds = 0;
export const freshId = (): string => `id-${String(++madeIds).padStart(14, '0')}`;

export const entry = (sender: UserId, more: Partial<NewEntry> = {}): NewEntry => {
  const id = more.id ?? freshId();
  return {
    kind: 'message',
    sender,
    id,
    hash: `hash of ${id}`,
    body: `{"kind":"message","id":"${id}"}`,
    increment: 1,
    at: 1_000,
    ...more,
  };
};

export const append = (
  c: number,
  version: number,
  what: NewEntry,
  change?: MembershipChange,
): Extract<Operation, { op: 'append' }> => ({
  op: 'append',
  c,
  version,
  entry: what,
  ...(change && { change }),
});

/** Takes back the message at a place. */
export const retract = (
  c: number,
  version: number,
  seq: number,
  sender: UserId,
  more: Partial<NewEntry> = {},
): Extract<Operation, { op: 'retract' }> => ({
  op: 'retract',
  c,
  version,
  entry: entry(sender, { kind: 'retraction', increment: 0, ...more }),
  seq,
  body: '{"kind":"retracted"}',
});

/** An event of the server's making, with what it changes. */
export const event = (c: number, version: number, sender: UserId, change: MembershipChange, at = 1_000): Operation =>
  append(c, version, entry(sender, { kind: 'event', increment: 0, at }), change);

export const group = (owner: UserId, more: Partial<GroupRow> = {}): GroupRow => ({
  name: 'Garden',
  description: '',
  kind: 'private',
  owner,
  maxMembers: 500,
  isDissolved: false,
  ...more,
});

export async function outcomesOf(store: Store, ...batch: Operation[]): Promise<readonly Outcome[]> {
  const { outcomes } = await store.commit(batch);
  expect(outcomes).toHaveLength(batch.length);
  return outcomes;
}

export async function makeSingle(store: Store, one = ann, other = bob): Promise<number> {
  const c = await store.allocateConversation();
  const made = await outcomesOf(store, { op: 'create', c, application, createdAt: 500, members: [one, other] });
  expect(made).toEqual([{ kind: 'done' }]);
  return c;
}

/** A group at version 1, whose first entry records that all of them joined; the first is its owner. */
export async function makeGroup(store: Store, ...members: [UserId, ...UserId[]]): Promise<number> {
  const c = await store.allocateConversation();
  const [owner] = members;
  const joins = members.map((user) => ({ user, role: user === owner ? ('owner' as const) : ('member' as const) }));
  const made = await outcomesOf(
    store,
    { op: 'create', c, application, createdAt: 500, group: group(owner) },
    event(c, 0, owner, { joins }),
  );
  expect(made).toMatchObject([{ kind: 'done' }, { kind: 'appended', seq: 1 }]);
  return c;
}

/** Sends one message after another and answers the last commit. */
export async function say(store: Store, c: number, version: number, ...senders: UserId[]): Promise<Commit> {
  return store.commit(senders.map((sender) => append(c, version, entry(sender))));
}

export async function stateOf(store: Store, user: UserId, c: number) {
  const state = await store.state(user, c);
  if (!state) throw new Error(`user ${user} has no state of conversation ${c}`);
  return state;
}
