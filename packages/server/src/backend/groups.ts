import {
  type GroupCard,
  type GroupMemberCard,
  limits,
  type MemberRef,
  numericIdSchema,
  ok,
  type Refusal,
  type Request,
  type Result,
  readAs,
  refusal,
  refused,
} from '@palaver/protocol';
import {
  groupsAddMembersHandler,
  groupsDissolveHandler,
  groupsRemoveMembersHandler,
  groupsUpdateHandler,
} from '../session/handlers/groups-change.js';
import { groupsCreateHandler } from '../session/handlers/groups-create.js';
import { groupCardOf, memberCardsOf } from '../session/handlers/groups-look.js';
import { groupsSetRoleHandler, groupsSilenceHandler, groupsTransferHandler } from '../session/handlers/groups-roles.js';
import type { AskedHandler, Identity, Services } from '../session/handlers/handler.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import type { ConversationRow, GroupRow } from '../store/rows.js';
import { ask } from './ask.js';

type GroupConversation = ConversationRow & { readonly group: GroupRow };
type Owner = Pick<Identity, 'user' | 'application'>;

/** An application's groups. Its back end may do what an owner may, and does it in the owner's name. */
export function createGroups(services: Services) {
  const { store, directory } = services;
  const handlers = {
    create: groupsCreateHandler(services),
    update: groupsUpdateHandler(services),
    add: groupsAddMembersHandler(services),
    remove: groupsRemoveMembersHandler(services),
    dissolve: groupsDissolveHandler(services),
    transfer: groupsTransferHandler(services),
    setRole: groupsSetRoleHandler(services),
    silence: groupsSilenceHandler(services),
  };

  const find = async (application: ApplicationRow, id: string): Promise<Result<GroupConversation, Refusal>> => {
    const row = readAs(numericIdSchema, id).ok ? await store.conversation(Number(id)) : undefined;
    const { group } = row ?? {};
    if (!row || !group || row.application !== application.id)
      return refused(refusal('NOT_FOUND', 'There is no such group.'));
    return ok({ ...row, group });
  };
  const findOwner = async (application: ApplicationRow, id: string): Promise<Result<Owner, Refusal>> => {
    const found = await find(application, id);
    if (!found.ok) return found;
    if (found.value.group.isDissolved) return refused(refusal('NOT_FOUND', 'This group was dissolved.'));
    const user = (await directory.byIds([found.value.group.owner])).get(found.value.group.owner);
    if (!user) throw new Error(`Group ${id} has an owner whom nobody knows.`);
    return ok({ user, application });
  };
  const asOwner = async <
    O extends
      | 'groups.update'
      | 'groups.add_members'
      | 'groups.remove_members'
      | 'groups.dissolve'
      | 'groups.transfer'
      | 'groups.set_role'
      | 'groups.silence',
  >(
    application: ApplicationRow,
    handler: AskedHandler<O>,
    request: Omit<Request<O>, 't' | 'r'> & { readonly id: string },
  ) => {
    const owner = await findOwner(application, request.id);
    return owner.ok ? ask(handler, owner.value, request) : owner;
  };

  return {
    async create(
      application: ApplicationRow,
      { owner, ...group }: { readonly owner: UserRow } & Omit<Request<'groups.create'>, 't' | 'r'>,
    ): Promise<Result<GroupCard, Refusal>> {
      const made = await ask(handlers.create, { user: owner, application }, group);
      return made.ok ? ok(made.value.group) : made;
    },

    async look(application: ApplicationRow, id: string): Promise<Result<GroupCard, Refusal>> {
      const found = await find(application, id);
      return found.ok ? ok(await groupCardOf(services, found.value)) : found;
    },

    async ofUser(user: UserRow): Promise<GroupCard[]> {
      const rows = await Promise.all((await store.groupsOf(user.id)).map((c) => store.conversation(c)));
      return Promise.all(rows.flatMap((row) => (row ? [groupCardOf(services, row)] : [])));
    },

    async members(
      application: ApplicationRow,
      id: string,
      {
        after,
        limit = limits.pageEntries,
      }: { readonly after?: MemberRef | undefined; readonly limit?: number | undefined },
    ): Promise<Result<GroupMemberCard[], Refusal>> {
      const found = await find(application, id);
      if (!found.ok) return found;
      const last = after && (await directory.known(application, after));
      if (after && !last) return refused(refusal('NOT_FOUND', 'There is no such user.'));
      return ok(await memberCardsOf(services, found.value.c, last?.id, limit));
    },

    async update(
      application: ApplicationRow,
      id: string,
      changes: { readonly name?: string | undefined; readonly description?: string | undefined },
    ): Promise<Result<GroupCard, Refusal>> {
      const done = await asOwner(application, handlers.update, { id, ...changes });
      return done.ok ? ok(done.value.group) : done;
    },

    addMembers: (application: ApplicationRow, id: string, members: MemberRef[]) =>
      asOwner(application, handlers.add, { id, members }),
    removeMember: (application: ApplicationRow, id: string, member: MemberRef) =>
      asOwner(application, handlers.remove, { id, members: [member] }),
    dissolve: (application: ApplicationRow, id: string) => asOwner(application, handlers.dissolve, { id }),
    transfer: (application: ApplicationRow, id: string, to: MemberRef) =>
      asOwner(application, handlers.transfer, { id, to }),
    setRole: (application: ApplicationRow, id: string, member: MemberRef, role: 'admin' | 'member') =>
      asOwner(application, handlers.setRole, { id, member, role }),
    silence: (application: ApplicationRow, id: string, member: MemberRef, until: number | null) =>
      asOwner(application, handlers.silence, { id, member, until }),
  };
}
