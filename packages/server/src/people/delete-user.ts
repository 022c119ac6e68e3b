import { endSessions } from '../auth/end-sessions.js';
import { leaveGroup } from '../session/handlers/groups-change.js';
import type { Identity, Services } from '../session/handlers/handler.js';

/** First he is shut out, then he leaves his groups: whoever follows him as an owner is somebody who is there. */
export async function deleteUser(services: Services, who: Pick<Identity, 'user' | 'application'>): Promise<void> {
  const user = await services.directory.update(who.user, { state: 'deleted' });
  await endSessions(services, user.id, 'user_deleted');
  for (const c of await services.store.groupsOf(user.id))
    await new Promise<void>((settle) => {
      const done = () => settle();
      const identity = { user, application: who.application };
      leaveGroup(services, { identity, unknown: done }, { ok: done, text: done, refuse: done }, c).catch(done);
    });
}
