import { expect, it } from 'vitest';
import {
  decideAddMembers,
  decideCreateGroup,
  decideDissolve,
  decideLeave,
  decideRemoveMembers,
  decideSetRole,
  decideSilence,
  decideTransfer,
  decideUpdateGroup,
} from './membership.js';
import { audienceOf, type ConversationView, fold } from './view.js';

const row = { name: 'Tea', description: '', kind: 'private', owner: 1, maxMembers: 4, isDissolved: false } as const;
const view: ConversationView = {
  c: 9,
  application: 1,
  version: 5,
  members: new Map([
    [1, 'owner'],
    [2, 'admin'],
    [3, 'member'],
  ]),
  blocks: [],
  silences: new Map([[3, 5_000]]),
  group: row,
};
const refusedWith = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

it('[P31] creating names the first members once each, the owner first, and no more than there is room for', () => {
  expect(decideCreateGroup(row, [2, 1, 3, 2])).toEqual({
    ok: true,
    value: {
      event: { kind: 'created', members: [1, 2, 3] },
      change: {
        joins: [
          { user: 1, role: 'owner' },
          { user: 2, role: 'member' },
          { user: 3, role: 'member' },
        ],
      },
    },
  });
  expect(decideCreateGroup(row, [2, 3, 4, 5])).toEqual(refusedWith('GROUP_FULL'));
});

it('[O6 (part)] any member adds who is not one yet, up to what the group holds', () => {
  expect(decideAddMembers(3, [4, 2, 4], view)).toMatchObject({
    value: { event: { kind: 'members_added', members: [4] }, change: { joins: [{ user: 4, role: 'member' }] } },
  });
  expect(decideAddMembers(3, [1, 2], view)).toEqual(refusedWith('ALREADY_MEMBER'));
  expect(decideAddMembers(3, [4, 5], view)).toEqual(refusedWith('GROUP_FULL'));
  expect(decideAddMembers(8, [4], view)).toEqual(refusedWith('NOT_MEMBER'));
  expect(decideAddMembers(3, [4], undefined)).toEqual(refusedWith('NOT_FOUND'));
});

it('[O6 (part)] the owner removes anybody else, an admin only members, a member nobody', () => {
  expect(decideRemoveMembers(1, [2, 3], view)).toMatchObject({ value: { change: { leaves: [2, 3] } } });
  expect(decideRemoveMembers(2, [3], view)).toMatchObject({
    value: { event: { kind: 'members_removed', members: [3] } },
  });
  expect(decideRemoveMembers(2, [1], view)).toEqual(refusedWith('FORBIDDEN'));
  expect(decideRemoveMembers(3, [2], view)).toEqual(refusedWith('FORBIDDEN'));
  expect(decideRemoveMembers(1, [1], view)).toEqual(refusedWith('INVALID'));
  expect(decideRemoveMembers(1, [3, 4], view)).toEqual(refusedWith('NOT_MEMBER'));
});

it('[O6 (part)] where the owner leaves the longest-standing member follows, and the last one ends the group', () => {
  const left = decideLeave(1, view);
  expect(left).toMatchObject({
    value: {
      event: { kind: 'member_left', newOwner: 2 },
      change: { leaves: [1], roles: [{ user: 2, role: 'owner' }] },
    },
  });
  const after = fold(view, left.ok ? left.value?.change : undefined);
  expect([...after.members]).toEqual([
    [2, 'owner'],
    [3, 'member'],
  ]);
  expect(after).toMatchObject({ version: 6, group: { owner: 2 } });
  expect(decideLeave(3, view)).toMatchObject({ value: { event: { kind: 'member_left' } } });
  const alone = { ...view, members: new Map([[1, 'owner']]) } as ConversationView;
  expect(decideLeave(1, alone)).toMatchObject({
    value: { event: { kind: 'dissolved' }, change: { group: { isDissolved: true } } },
  });
});

it('[O6 (part)] only the owner dissolves, any member renames', () => {
  expect(decideDissolve(1, view)).toMatchObject({
    value: { change: { leaves: [1, 2, 3], group: { isDissolved: true } } },
  });
  expect(decideDissolve(2, view)).toEqual(refusedWith('FORBIDDEN'));
  expect(decideUpdateGroup(3, { name: 'Coffee' }, view)).toMatchObject({
    value: { change: { group: { name: 'Coffee' } } },
  });
});

it('[D17] who joins and who leaves both receive the entry that says so, and views made before keep their own members', () => {
  const change = { joins: [{ user: 4, role: 'member' }], leaves: [3] } as const;
  expect([...audienceOf(view, change).keys()]).toEqual([1, 2, 3, 4]);
  expect([...fold(view, change).members.keys()]).toEqual([1, 2, 4]);
  expect([...view.members.keys()]).toEqual([1, 2, 3]);
});

it('[O6 (part)] the owner hands the group on and is a member then; nobody else does', () => {
  expect(decideTransfer(1, 3, view)).toEqual({
    ok: true,
    value: {
      event: { kind: 'owner_changed', members: [3] },
      change: {
        roles: [
          { user: 1, role: 'member' },
          { user: 3, role: 'owner' },
        ],
        silences: [{ user: 3, until: null }],
        group: { owner: 3 },
      },
    },
  });
  expect(decideTransfer(2, 3, view)).toEqual(refusedWith('FORBIDDEN'));
  expect(decideTransfer(1, 1, view)).toEqual(refusedWith('INVALID'));
  expect(decideTransfer(1, 8, view)).toEqual(refusedWith('NOT_MEMBER'));
  expect(decideTransfer(8, 3, view)).toEqual(refusedWith('NOT_MEMBER'));
});

it('[O6 (part)] the owner makes and unmakes admins; what is so already is no event', () => {
  expect(decideSetRole(1, 3, 'admin', view)).toMatchObject({
    value: { event: { kind: 'admins_added', members: [3] }, change: { roles: [{ user: 3, role: 'admin' }] } },
  });
  expect(decideSetRole(1, 2, 'member', view)).toMatchObject({ value: { event: { kind: 'admins_removed' } } });
  expect(decideSetRole(1, 2, 'admin', view)).toEqual({ ok: true, value: undefined });
  expect(decideSetRole(2, 3, 'admin', view)).toEqual(refusedWith('FORBIDDEN'));
  expect(decideSetRole(1, 1, 'member', view)).toEqual(refusedWith('INVALID'));
  expect(decideSetRole(1, 8, 'admin', view)).toEqual(refusedWith('NOT_MEMBER'));
});

it('[O6 (part)] owner and admins silence those below them, until a time to come', () => {
  const silence = (actor: number, user: number, until: number | null, now = 1_000) =>
    decideSilence(actor, { user, until, now }, view);
  expect(silence(2, 3, 9_000)).toMatchObject({
    value: {
      event: { kind: 'silenced', members: [3], until: 9_000 },
      change: { silences: [{ user: 3, until: 9_000 }] },
    },
  });
  expect(silence(1, 3, null)).toMatchObject({ value: { event: { kind: 'unsilenced', members: [3] } } });
  expect(silence(1, 2, null)).toEqual({ ok: true, value: undefined });
  expect(silence(1, 3, null, 5_000)).toEqual({ ok: true, value: undefined });
  expect(silence(1, 2, 9_000)).toMatchObject({ value: { event: { kind: 'silenced' } } });
  expect(silence(1, 3, 1_000)).toEqual(refusedWith('INVALID'));
  expect(silence(2, 2, 9_000)).toEqual(refusedWith('INVALID'));
  expect(silence(2, 1, 9_000)).toEqual(refusedWith('FORBIDDEN'));
  expect(silence(3, 2, 9_000)).toEqual(refusedWith('FORBIDDEN'));
  expect(silence(1, 8, 9_000)).toEqual(refusedWith('NOT_MEMBER'));
});

it('[O6 (part)] a silence outlives a removal, and ends with becoming the owner', () => {
  const removed = fold(view, { leaves: [3] });
  expect(fold(removed, { joins: [{ user: 3, role: 'member' }] }).silences.get(3)).toBe(5_000);
  const transferred = decideTransfer(1, 3, view);
  expect(transferred.ok && fold(view, transferred.value?.change).silences.has(3)).toBe(false);
});
