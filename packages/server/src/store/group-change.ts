import type { GroupRow } from './rows.js';

/** A group's row after a change; an empty avatar is none. */
export function changedGroup(group: GroupRow, change: Partial<GroupRow> | undefined): GroupRow {
  const { avatar, ...next } = { ...group, ...change };
  return avatar ? { ...next, avatar } : next;
}
