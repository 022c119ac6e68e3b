import type { ConnectionStatus, Conversation, User } from '../api.js';
import type { LiveValue } from './live-value.js';

/** The values that the client shows, whoever is logged in. */
export interface Shown {
  readonly me: LiveValue<User | undefined>;
  readonly status: LiveValue<ConnectionStatus>;
  readonly list: LiveValue<readonly Conversation[]>;
  readonly total: LiveValue<number>;
  readonly isAllMuted: LiveValue<boolean>;
}
