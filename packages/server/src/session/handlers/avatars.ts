import { decideUpdateGroup } from '../../domain/membership.js';
import { changePersonal } from './change-personal.js';
import { changeGroup } from './group-change.js';
import { groupCardOf } from './groups-look.js';
import type { AskedHandler, Services } from './handler.js';
import { cardNow } from './users-change.js';

export const usersSetAvatarHandler =
  (services: Services): AskedHandler<'users.set_avatar'> =>
  async ({ mediaId }, { asker, reply }) => {
    const picture = mediaId === null ? undefined : await services.media.avatar(asker.identity, mediaId);
    if (picture?.ok === false) return reply.refuse(picture.error);
    changePersonal(services, asker, reply, {
      operations: [{ op: 'personal', user: asker.identity.user.id, profile: { avatarMediaId: mediaId } }],
      done: () => reply.ok({ user: cardNow(services, asker) }),
    });
  };

export const groupsSetAvatarHandler =
  (services: Services): AskedHandler<'groups.set_avatar'> =>
  async ({ id, mediaId }, { asker, reply }) => {
    const picture = mediaId === null ? undefined : await services.media.avatar(asker.identity, mediaId);
    if (picture?.ok === false) return reply.refuse(picture.error);
    const c = Number(id);
    changeGroup(services, asker, reply, {
      c,
      decide: (view) => decideUpdateGroup(asker.identity.user.id, { avatar: mediaId ?? '' }, view),
      people: [],
      done: async () => {
        const row = await services.store.conversation(c);
        if (row) reply.ok({ group: await groupCardOf(services, row) });
      },
    });
  };
