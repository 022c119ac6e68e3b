import {
  type Clock,
  mediaOf,
  ok,
  type Refusal,
  type Result,
  refusal,
  refused,
  type WireMessage,
} from '@palaver/protocol';
import { mayMeet } from '../domain/cross-application.js';
import { dayMs, fits } from '../domain/media.js';
import type { Directory } from '../people/directory.js';
import type { MediaReferences, MediaRow } from '../store/media-rows.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import type { Store } from '../store/store.js';

interface Reader {
  readonly user: UserRow;
  readonly application: ApplicationRow;
}

/** Who may have which media (P45). */
export class MediaAccess {
  private readonly store: Store;
  private readonly directory: Directory;
  private readonly clock: Clock;

  constructor(deps: { store: Store; directory: Directory; clock: Clock }) {
    this.store = deps.store;
    this.directory = deps.directory;
    this.clock = deps.clock;
  }

  /** To whom it is not given it does not exist. */
  async find({ user, application }: Reader, id: string): Promise<Result<MediaRow, Refusal>> {
    const own = await this.store.media(application.id, id);
    if (own?.state === 'complete' && own.uploader === user.id && !own.isShown) return ok(own);
    const given = (await this.store.mediaSeenBy(user, id)) ?? (await this.avatarFor(application, id));
    return given ? ok(given) : refused(noSuchMedia);
  }

  /** What a message shows, where its sender may show it; undefined where it shows nothing. */
  async references(by: Reader, message: WireMessage): Promise<Result<MediaReferences | undefined, Refusal>> {
    const shown = mediaOf(message.content);
    if (shown.length === 0) return ok(undefined);
    const keys: number[] = [];
    for (const { media, kinds } of shown) {
      const row = await this.usable(by, media.mediaId);
      if (!row || !fits(row, media, kinds)) return refused(noSuchMedia);
      keys.push(row.key);
    }
    // What is not kept for the absent is there for those who got it, for a while.
    return ok({ keys, ...(message.saveOffline === false && { until: this.clock.now() + dayMs }) });
  }

  /** A picture that its uploader may show as somebody's avatar. */
  async avatar({ user, application }: Reader, id: string): Promise<Result<MediaRow, Refusal>> {
    const row = await this.store.media(application.id, id);
    const isFit = row?.state === 'complete' && row.kind === 'avatar' && row.uploader === user.id;
    return isFit ? ok(row) : refused(noSuchMedia);
  }

  /** Whoever may know of a user may see him. */
  private async avatarFor(application: ApplicationRow, id: string): Promise<MediaRow | undefined> {
    for (const row of await this.store.avatars(id)) {
      const home = await this.directory.applicationById(row.application);
      if (home && mayMeet(application, home)) return row;
    }
    return undefined;
  }

  /** One's own uploads can be shown again, and what one may read can be forwarded (S40). */
  private async usable({ user, application }: Reader, id: string): Promise<MediaRow | undefined> {
    const own = await this.store.media(application.id, id);
    return own?.uploader === user.id ? own : this.store.mediaSeenBy(user, id);
  }
}

const noSuchMedia = refusal('NOT_FOUND', 'There is no such media.');
