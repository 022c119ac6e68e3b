import { createAccount } from '../auth/register.js';
import { systemName } from '../domain/account.js';
import type { Services } from '../session/handlers/handler.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import type { ApplicationId } from '../store/rows.js';

/** The account in whose name an application speaks as the system: made when first needed, once, and nobody can log in as it. */
export function createSystemAccount(services: Pick<Services, 'directory' | 'clock' | 'store' | 'passwords'>) {
  const { directory } = services;
  const making = new Map<ApplicationId, Promise<UserRow>>();

  async function make(application: ApplicationRow): Promise<UserRow> {
    for (let count = 1; ; count++) {
      const name = { username: systemName(count), profile: {}, isSystem: true };
      const made = await createAccount(services, application, name);
      if (!made.ok) continue;
      const systemUser = made.value.username;
      await directory.changeApplication(application, ({ settings }) => ({ settings: { ...settings, systemUser } }));
      return made.value;
    }
  }

  return async (application: ApplicationRow): Promise<UserRow> => {
    const { systemUser } = application.settings;
    const known = systemUser === undefined ? undefined : await directory.user(application.id, systemUser);
    if (known) return known;
    const made = making.get(application.id) ?? make(application);
    making.set(application.id, made);
    return made.finally(() => making.delete(application.id));
  };
}
