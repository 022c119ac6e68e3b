import { ImError } from '@palaver/protocol';
import type { TransferOptions } from '../api.js';
import type { StoredMessage } from '../conversation/records.js';
import type { Desk } from '../desk.js';

export interface FetchingDeps {
  readonly desk: Pick<Desk, 'download' | 'cancelDownload' | 'avatar' | 'want'>;
  readonly newId: () => string;
  /** A listener threw. */
  readonly onError: (error: unknown) => void;
}

/** Downloads that callers of this tab wait for: their signals and their progress. */
export class Fetching {
  private readonly deps: FetchingDeps;
  private readonly open = new Map<string, (fraction: number) => void>();

  constructor(deps: FetchingDeps) {
    this.deps = deps;
  }

  /** Aborting it does not end it for others who wait for the same (S36). */
  async download(
    { conversation, id }: Pick<StoredMessage, 'conversation' | 'id'>,
    variant: 'original' | 'thumbnail',
    { signal, onProgress }: TransferOptions,
  ): Promise<Blob> {
    if (signal?.aborted) throw new ImError('CANCELLED');
    const { desk, newId } = this.deps;
    const ticket = newId();
    const cancel = () => void desk.cancelDownload(ticket).catch(() => {});
    let told = 0;
    const tell = (fraction: number) => {
      if (fraction <= told) return;
      told = fraction;
      try {
        onProgress?.(fraction);
      } catch (error) {
        this.deps.onError(error);
      }
    };
    this.open.set(ticket, tell);
    signal?.addEventListener('abort', cancel);
    try {
      const blob = await desk.download({ conversation, message: id, variant, ticket });
      tell(1);
      return blob;
    } finally {
      this.open.delete(ticket);
      signal?.removeEventListener('abort', cancel);
    }
  }

  progress(tickets: readonly string[], fraction: number): void {
    for (const ticket of tickets) this.open.get(ticket)?.(fraction);
  }
}
