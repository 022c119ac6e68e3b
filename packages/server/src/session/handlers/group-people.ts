import { type MemberRef, ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { UserRow } from '../../store/people-rows.js';
import type { Asker, Services } from './handler.js';

/**
 * All users that are named, or why not. With `c`, also such of its members, now or once, as the asker could not meet anew:
 * their application is apart from his by now, or they are deleted.
 */
export async function membersNamed(
  { directory, store }: Services,
  { identity: { user, application } }: Asker,
  refs: readonly MemberRef[],
  c?: number,
): Promise<Result<readonly UserRow[], Refusal>> {
  const found = await directory.named(application, refs);
  const rows: UserRow[] = [];
  for (const [at, ref] of refs.entries()) {
    const row = found[at] ?? (c !== undefined && (await memberOnce(c, ref)));
    if (!row) return refused(refusal('NOT_FOUND', `There is no user ${ref.username}.`));
    rows.push(row);
  }
  return ok(rows);

  async function memberOnce(c: number, ref: MemberRef): Promise<UserRow | undefined> {
    const known = await directory.known(application, ref);
    const isMember = async ({ id }: UserRow) => (await store.intervals(c, id)).length > 0;
    // To a stranger it says nothing about anybody.
    return known && (await isMember(user)) && (await isMember(known)) ? known : undefined;
  }
}

/** The members whose applications matter to those who join: nobody, where all who join are of the group's own. */
export async function whoAreThere(
  { store, directory }: Services,
  { identity: { user } }: Asker,
  c: number,
  joining: readonly UserRow[],
): Promise<readonly UserRow[]> {
  const row = await store.conversation(c);
  if (!row?.members.some((member) => member.user === user.id)) return [];
  if (joining.every(({ application }) => application === row.application)) return [];
  return [...(await directory.byIds(row.members.map(({ user }) => user))).values()];
}
