import type { DeviceSeams } from '../world/device.js';
import type { ServerSeams } from '../world/server.js';

/** A server or client with one fault of the kind that the checker must find. */
export interface BrokenVariant {
  readonly sentence: string;
  /** The rows, any of which it may be caught by. */
  readonly rows: readonly string[];
  readonly breaks: () => DeviceSeams & ServerSeams;
}

export const brokenVariants: Readonly<Record<string, BrokenVariant>> = {};
