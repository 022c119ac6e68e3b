import type { Committed, Replica } from '../store/replica.js';
import type { FilesPort } from '../transport/files.js';

export interface AvatarsDeps {
  readonly replica: Replica;
  readonly files: FilesPort;
  /** An avatar can be shown now. */
  readonly onShown: (conversation: string) => void;
  readonly onError: (error: unknown) => void;
}

type Shown = { readonly mediaId: string; readonly address: string; readonly forget: () => void };

/** Addresses under which this tab shows avatars that are held here: made when somebody looks, taken back when the picture is another (S13). */
export class Avatars {
  private readonly deps: AvatarsDeps;
  private readonly shown = new Map<string, Shown>();
  private readonly loading = new Map<string, Promise<void>>();
  private isClosed = false;

  constructor(deps: AvatarsDeps) {
    this.deps = deps;
  }

  addressOf(conversation: string): string | undefined {
    const held = this.held(conversation);
    const shown = this.shown.get(conversation);
    if (held !== undefined && shown?.mediaId === held) return shown.address;
    if (held !== undefined) this.load(conversation).catch(this.deps.onError);
    return undefined;
  }

  /** Makes the address of what is held. */
  load(conversation: string): Promise<void> {
    const known = this.loading.get(conversation);
    if (known) return known;
    const loading = this.show(conversation).finally(() => this.loading.delete(conversation));
    this.loading.set(conversation, loading);
    return loading;
  }

  update({ conversations }: Committed): void {
    for (const id of conversations)
      if (this.shown.has(id) && this.shown.get(id)?.mediaId !== this.held(id)) this.forget(id);
  }

  close(): void {
    this.isClosed = true;
    for (const id of [...this.shown.keys()]) this.forget(id);
  }

  /** The picture that the peer has now, where it is held here. */
  private held(conversation: string): string | undefined {
    const record = this.deps.replica.get(conversation);
    return record?.avatar === record?.peer.avatarMediaId ? record?.avatar : undefined;
  }

  private async show(conversation: string): Promise<void> {
    const mediaId = this.held(conversation);
    if (mediaId === undefined || this.shown.get(conversation)?.mediaId === mediaId) return;
    const blob = await this.deps.replica.database.blob(conversation, '', mediaId);
    if (!blob) return;
    const { files } = this.deps;
    const address = await files.addressOf(blob);
    if (this.isClosed || this.held(conversation) !== mediaId) {
      files.forget(address);
      return;
    }
    this.forget(conversation);
    this.shown.set(conversation, { mediaId, address, forget: () => files.forget(address) });
    this.deps.onShown(conversation);
  }

  private forget(conversation: string): void {
    this.shown.get(conversation)?.forget();
    this.shown.delete(conversation);
  }
}
