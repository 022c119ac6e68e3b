import type { Committed } from '../store/replica.js';
import { Avatars, type AvatarsDeps } from './avatars.js';
import { Fetching, type FetchingDeps } from './fetching.js';
import type { MediaKit } from './media-kit.js';

export type MediaTabDeps = FetchingDeps & Omit<AvatarsDeps, 'files'>;

/** What a tab does of media by itself, whether it leads or not: it waits for downloads and shows avatars. */
export class MediaTab {
  readonly fetching: Fetching;
  readonly avatars: Avatars;

  constructor(deps: MediaTabDeps, { files }: MediaKit) {
    this.fetching = new Fetching(deps);
    this.avatars = new Avatars({ ...deps, files });
  }

  update(committed: Committed): void {
    this.avatars.update(committed);
  }

  close(): void {
    this.avatars.close();
  }
}
