import { errors, type Refusal, type Result, systemClock } from '@palaver/protocol';
import { type Admin, issueLoginToken, openAdmin } from '@palaver/server';
import { type Application, allPages, type Operator } from './operator.js';
import { Failure } from './outcome.js';

/** The operator's work done here, on a directory that no server holds. */
export async function byOurselves(data: string): Promise<{ operator: Operator; close(): Promise<void> }> {
  const { admin, close } = await openAdmin({ data });
  return { operator: throughAdmin(admin), close };
}

function throughAdmin(admin: Admin): Operator {
  const { applications, createApplication, createUser, setPassword, setDisabled, deleteUser, createRoom, removeRoom } =
    admin;
  return {
    applications: async () => (await applications()).map(describe),
    async addApplication({ name, appKey, ...settings }) {
      const row = allowed(
        await createApplication({
          name,
          ...(appKey !== undefined && { key: appKey }),
          settings,
        }),
      );
      return { ...describe(row), masterSecret: row.secrets[0] ?? '' };
    },
    setApplication: async (appKey, change) => describe(allowed(await admin.changeSettings(appKey, change))),
    addSecret: async (appKey) => ({ masterSecret: allowed(await admin.addSecret(appKey)) }),
    addUser: async (user) => allowed(await createUser(user)),
    setPassword: async (user, password) => allowed(await setPassword(user, password)),
    setDisabled: async (user, isDisabled) => allowed(await setDisabled(user, isDisabled)),
    deleteUser: async (user) => allowed(await deleteUser(user)),
    addRoom: async (room) => allowed(await createRoom(room)),
    rooms: (appKey) => allPages(async (start) => allowed(await admin.rooms(appKey, { start }))),
    removeRoom: async (room) => allowed(await removeRoom(room)),
    issueToken: async (user, lifeMs) => allowed(await issueLoginToken(admin, systemClock, user, lifeMs)),
  };
}

const describe = ({ key, name, settings }: Awaited<ReturnType<Admin['applications']>>[number]): Application => ({
  appKey: key,
  name,
  registration: settings.registration,
  devices: settings.devices,
  crossApplications: settings.crossApplications ?? 'none',
  retentionDays: settings.retentionDays ?? null,
});

function allowed<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  const { code, message } = result.error;
  throw new Failure('refused', message ?? errors[code].sentence, code);
}
