import type { LocalStore } from '../api.js';

/**
 * The port to the device's database. A store holds one database for each account, named by the caller from server,
 * application and user; what every store must hold, `store-contract.ts` checks:
 * - `write` is one transaction: all of it, or nothing, also when the process ends in the middle; it resolves when it is kept.
 * - A message stands in its conversation under its id once; putting it again replaces it, at its new order too.
 * - Reads see every write that has resolved. Records come back equal to what was put, and are not shared with the caller.
 * - With a `fence` that is not the newest, `write` changes nothing and rejects with FencedError.
 */
export interface LocalStorePort extends LocalStore {
  /** Set where other tabs of the browser can open the same databases: what this store is called among them. */
  readonly sharedAs?: string;
  /** Small values that belong to no account, such as which account was used last. */
  getItem(key: string): Promise<string | undefined>;
  /** Undefined removes it. */
  setItem(key: string, value: string | undefined): Promise<void>;
  open(account: string): Promise<LocalDatabase>;
  /** Removes the account's database and all that is in it. */
  erase(account: string): Promise<void>;
}

export interface LocalDatabase {
  /** All but messages and blobs: what a client holds in memory while it runs. */
  load(): Promise<{
    readonly values: Readonly<Record<string, unknown>>;
    readonly conversations: readonly ConversationRecord[];
    readonly outbox: readonly OutboxRecord[];
  }>;
  /** One of the values, for who must know it before he loads; undefined where there is none. */
  value(key: string): Promise<unknown>;
  /**
   * Messages of a conversation by order, newest first where `newest`, else oldest first; bounds are excluded.
   * Without `limit`, all.
   */
  messages(
    conversation: string,
    range: { readonly after?: Order; readonly before?: Order; readonly limit?: number; readonly newest: boolean },
  ): Promise<MessageRecord[]>;
  message(conversation: string, id: string): Promise<MessageRecord | undefined>;
  /** The first, by id, of those whose id begins so. */
  messageBeginning(conversation: string, start: string): Promise<MessageRecord | undefined>;
  blob(conversation: string, message: string, name: string): Promise<Blob | undefined>;
  write(changes: readonly Change[], fence?: number): Promise<void>;
  /** Takes the lead: a number greater than any before. Writes with a smaller one are refused from now on. */
  raiseFence(): Promise<number>;
  close(): Promise<void>;
}

/** Where a message stands: by place, and beside the same place unsent ones in the order of their making. A sent one has ordinal 0. */
export type Order = readonly [seq: number, ordinal: number];

/** Only what the store itself needs is named; the rest is the SDK's and comes back as it was. Values are JSON, Blobs and byte arrays. */
export interface ConversationRecord {
  readonly id: string;
  readonly [field: string]: unknown;
}
export interface MessageRecord {
  readonly conversation: string;
  readonly id: string;
  readonly order: Order;
  readonly [field: string]: unknown;
}
/** A message that waits to leave, in the order in which it became ready: `position` rises. */
export interface OutboxRecord {
  readonly id: string;
  readonly position: number;
  readonly [field: string]: unknown;
}

/** Bytes of a message, or of its conversation where `message` is empty: they go with it. */
export interface BlobRecord {
  readonly conversation: string;
  readonly message: string;
  readonly name: string;
  readonly blob: Blob;
}

export type Change =
  | { readonly put: 'value'; readonly key: string; readonly value: unknown }
  | { readonly remove: 'value'; readonly key: string }
  | { readonly put: 'conversation'; readonly record: ConversationRecord }
  /** With all its messages and blobs; those of the messages `exceptBlobsOf` stay. */
  | { readonly remove: 'conversation'; readonly id: string; readonly exceptBlobsOf?: readonly string[] }
  | { readonly put: 'message'; readonly record: MessageRecord }
  /** With its blobs. */
  | { readonly remove: 'message'; readonly conversation: string; readonly id: string }
  | { readonly put: 'blob'; readonly record: BlobRecord }
  /** Without `name`, all of the message. */
  | { readonly remove: 'blob'; readonly conversation: string; readonly message: string; readonly name?: string }
  | { readonly put: 'outbox'; readonly record: OutboxRecord }
  | { readonly remove: 'outbox'; readonly id: string };

/** Another leader holds the database: this one must write nothing any more. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}
