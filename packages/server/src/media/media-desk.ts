import type { Result } from '@palaver/protocol';
import { type LoginRefusal, sessionOf } from '../auth/session-check.js';
import type { Identity, Services } from '../session/handlers/handler.js';
import { KeyedLocks } from './keyed-locks.js';
import type { MediaAccess } from './media-access.js';
import type { MediaStore } from './media-store.js';
import { createMediaSweep } from './media-sweep.js';
import { Transfers } from './transfers.js';
import { type UploadDeps, Uploads } from './uploads.js';

/** Media as a gateway sees them: who comes, what he may bring and take. */
export interface MediaDesk {
  /** Whose session a token is. Each request asks anew. */
  enter(token: string): Promise<Result<Identity, LoginRefusal>>;
  readonly uploads: Uploads;
  readonly access: MediaAccess;
  readonly transfers: Transfers;
  read: MediaStore['read'];
  /** Clears away what nobody will ask for; to be called now and then. Never rejects; `stop` ends it early. */
  sweep(stop?: AbortSignal): Promise<void>;
}

export function createMediaDesk(
  services: Services,
  { files, pictureType, picturePixels }: Pick<UploadDeps, 'files' | 'pictureType' | 'picturePixels'>,
): MediaDesk {
  const uploads = new Uploads({ ...services, files, pictureType, picturePixels, locks: new KeyedLocks() });
  const transfers = new Transfers();
  services.hub.onEnd((sessionId) => transfers.sessionEnded(sessionId));
  return {
    enter: (token) => sessionOf(services, token),
    uploads,
    access: services.media,
    transfers,
    read: files.read,
    sweep: createMediaSweep({ ...services, files, uploads }),
  };
}
