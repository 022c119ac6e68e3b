import type { MemberRef } from '@palaver/protocol';
import { decideSetRole, decideSilence, decideTransfer } from '../../domain/membership.js';
import type { ConversationView } from '../../domain/view.js';
import type { UserRow } from '../../store/people-rows.js';
import { changeGroup, type GroupChangeRequest } from './group-change.js';
import { membersNamed } from './group-people.js';
import type { AskedHandler, Asker, Reply, Services } from './handler.js';

export const groupsTransferHandler =
  (services: Services): AskedHandler<'groups.transfer'> =>
  ({ id, to }, { asker, reply }) =>
    changeMember(services, asker, reply, { id, member: to }, (heir, view) =>
      decideTransfer(asker.identity.user.id, heir.id, view),
    );

export const groupsSetRoleHandler =
  (services: Services): AskedHandler<'groups.set_role'> =>
  ({ id, member, role }, { asker, reply }) =>
    changeMember(services, asker, reply, { id, member }, (user, view) =>
      decideSetRole(asker.identity.user.id, user.id, role, view),
    );

export const groupsSilenceHandler =
  (services: Services): AskedHandler<'groups.silence'> =>
  ({ id, member, until }, { asker, reply }) =>
    changeMember(services, asker, reply, { id, member }, (user, view) =>
      decideSilence(asker.identity.user.id, { user: user.id, until, now: services.clock.now() }, view),
    );

async function changeMember(
  services: Services,
  asker: Asker,
  reply: Reply,
  { id, member }: { readonly id: string; readonly member: MemberRef },
  decide: (user: UserRow, view: ConversationView | undefined) => ReturnType<GroupChangeRequest['decide']>,
): Promise<void> {
  const named = await membersNamed(services, asker, [member], Number(id));
  if (!named.ok) return reply.refuse(named.error);
  const [user] = named.value as readonly [UserRow];
  changeGroup(services, asker, reply, {
    c: Number(id),
    decide: (view) => decide(user, view),
    people: named.value,
    done: () => reply.ok({}),
  });
}
