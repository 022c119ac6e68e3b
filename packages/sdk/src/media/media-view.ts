import type { TransferOptions } from '../api.js';
import type { StoredMessage } from '../conversation/records.js';
import { later } from '../later.js';
import type { Committed } from '../store/replica.js';
import { loadedKit } from './media-desk.js';
import type { MediaKit } from './media-kit.js';
import type { MediaTab, MediaTabDeps } from './media-tab.js';
import { isWanted } from './wire-media.js';

export type MediaViewDeps = MediaTabDeps & { readonly kit: (() => Promise<MediaKit>) | undefined };

/** Media as this tab shows it; what that takes is loaded with the first of it. */
export class MediaView {
  private readonly deps: MediaViewDeps;
  private tab: MediaTab | undefined;
  private isClosed = false;
  private readonly seen = new WeakSet<StoredMessage>();

  constructor(deps: MediaViewDeps) {
    this.deps = deps;
  }

  async download(
    message: Pick<StoredMessage, 'conversation' | 'id'>,
    variant: 'original' | 'thumbnail',
    options: TransferOptions,
  ): Promise<Blob> {
    return (await this.load()).fetching.download(message, variant, options);
  }

  progress(tickets: readonly string[], fraction: number): void {
    this.tab?.fetching.progress(tickets, fraction);
  }

  /** The picture is held and can be shown when it resolves (S12, S13). */
  async avatar(conversation: string): Promise<Blob | undefined> {
    const blob = await this.deps.desk.avatar(conversation);
    if (blob) await (await this.load()).avatars.load(conversation);
    return blob;
  }

  avatarUrl(conversation: string): string | undefined {
    if (this.tab) return this.tab.avatars.addressOf(conversation);
    if (this.deps.replica.get(conversation)?.avatar !== undefined)
      this.load().then((tab) => tab.avatars.load(conversation), this.deps.onError);
    return undefined;
  }

  /** Somebody looks at these, oldest first: what comes by itself is asked for, each record once. */
  look(records: readonly StoredMessage[]): void {
    const wanted = this.deps.kit ? records.filter((record) => isWanted(record) && !this.seen.has(record)) : [];
    if (wanted.length === 0) return;
    for (const record of wanted) this.seen.add(record);
    const messages = wanted.map(({ conversation, id }) => ({ conversation, message: id }));
    this.deps.desk.want(messages).catch(() => {});
  }

  update(committed: Committed): void {
    this.tab?.update(committed);
  }

  close(): void {
    this.isClosed = true;
    this.tab?.close();
  }

  private readonly load = later(async () => {
    const kit = await loadedKit(this.deps.kit);
    this.tab = new kit.work.MediaTab(this.deps, kit);
    if (this.isClosed) this.tab.close();
    return this.tab;
  });
}
