import { type Limits, ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import { newSecret } from '../auth/session-token.js';
import { boundsOf } from '../domain/bounds.js';
import type { Services } from '../session/handlers/handler.js';
import type { ApplicationRow, ApplicationSettings } from '../store/people-rows.js';

export type SettingsChange = Partial<
  Pick<ApplicationSettings, 'registration' | 'devices' | 'crossApplications' | 'retentionDays'>
> & {
  /** Null takes a bound back to its default. */
  readonly limits?: Readonly<Record<string, number | null>>;
};

/** An application's own settings and secrets, for its back end and for the operator. */
export function createApplications({ directory, random }: Pick<Services, 'directory' | 'random'>) {
  return {
    byKey: (appKey: string) => directory.application(appKey),

    describe: (application: ApplicationRow) => {
      const { registration, devices, crossApplications = 'none', retentionDays = null, limits } = application.settings;
      const settings = { registration, devices, crossApplications, retentionDays, limits };
      return { appKey: application.key, name: application.name, settings, limits: boundsOf(application) as Limits };
    },

    change: (application: ApplicationRow, { limits = {}, ...change }: SettingsChange): Promise<ApplicationRow> =>
      directory.changeApplication(application, ({ settings }) => {
        const all = Object.entries({ ...settings.limits, ...limits });
        const kept = Object.fromEntries(all.filter((each): each is [string, number] => each[1] !== null));
        return { settings: { ...settings, ...change, limits: kept } };
      }),

    /** A new master secret; the newest of those before stays valid beside it, so that a back end can change over. */
    async addSecret(application: ApplicationRow): Promise<string> {
      const secret = newSecret(random);
      await directory.changeApplication(application, ({ secrets }) => ({ secrets: [secret, ...secrets.slice(0, 1)] }));
      return secret;
    },

    /** The newest alone stays valid. */
    async dropOlderSecret(application: ApplicationRow): Promise<Result<void, Refusal>> {
      let hadTwo = false;
      await directory.changeApplication(application, ({ secrets }) => {
        hadTwo = secrets.length > 1;
        return { secrets: secrets.slice(0, 1) };
      });
      return hadTwo ? ok(undefined) : refused(refusal('NOT_FOUND', 'There is one secret only.'));
    },
  };
}
