/**
 * Why a file cannot be the store: a `newer` program wrote it; it is `foreign`, not this program's at all; or it is
 * `unusable` where it lies (no right to write, no such directory, a file system without shared memory).
 */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
  readonly reason: 'newer' | 'foreign' | 'unusable';

  constructor(reason: StoreOpenError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
