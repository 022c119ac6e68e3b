import type {
  EndReason,
  GroupCard,
  ImError,
  Operation,
  Request,
  Response,
  ServerFrame,
  UserCard,
  WireMessage,
} from '@palaver/protocol';
import type { ConnectionStatus, Extras, Target } from './api.js';
import type { FullTarget, StoredMessage } from './conversation/records.js';
import type { Wanted } from './media/automatic.js';
import type { DownloadAsked, MadeFile } from './media/media-kit.js';
import type { RoomChanges } from './rooms/room-copy.js';
import type { Change } from './store/local-store.js';

/**
 * What an account can be asked to do; arguments and answers are plain data. Who holds the connection does it, and a tab
 * that does not hold it asks the one that does. Except for `request`, doing it twice is doing it once.
 */
export interface Desk {
  open(target: Target): Promise<string>;
  remove(id: string): Promise<boolean>;
  clearUnread(id: string): Promise<void>;
  setDraft(id: string, text: string): Promise<void>;
  setExtras(id: string, extras: Extras): Promise<void>;
  setMuted(id: string, muted: boolean): Promise<void>;
  setPinned(id: string, pinned: boolean): Promise<void>;
  /** Do-not-disturb for a user, also where there is no conversation with him. */
  setUserMuted(target: Target, muted: boolean): Promise<void>;
  /** Do-not-disturb for everything. */
  setAllMuted(muted: boolean): Promise<void>;
  markRead(message: { readonly id: string; readonly conversation: string }): Promise<void>;
  removeMessage(conversation: string, id: string): Promise<boolean>;
  /** Undefined where the message is not here. */
  retract(conversation: string, id: string): Promise<StoredMessage | undefined>;
  /** A message that is made and not sent (S23). */
  draft(target: FullTarget, wire: WireMessage, made: readonly MadeFile[]): Promise<StoredMessage>;
  send(target: FullTarget, wire: WireMessage, made: readonly MadeFile[]): Promise<StoredMessage>;
  /** A draft, or a message that failed: the same id, and the options it had unless there are others now. */
  sendAgain(target: FullTarget, id: string, options: Partial<WireMessage>): Promise<StoredMessage>;
  cancel(id: string): Promise<void>;
  /** Media of a message, from the local store or the server; the ticket calls it off. */
  download(asked: DownloadAsked): Promise<Blob>;
  cancelDownload(ticket: string): Promise<void>;
  /** Somebody looks at these messages, oldest first: what comes by itself is fetched. */
  want(messages: readonly Wanted[]): Promise<void>;
  /** The peer's picture; undefined where there is none. */
  avatar(conversation: string): Promise<Blob | undefined>;
  /** A picture of somebody whose conversation is not asked, stored nowhere. */
  picture(mediaId: string): Promise<Blob>;
  /** Uploads a file that belongs to no message; answers its media id. */
  upload(made: MadeFile): Promise<string>;
  /** Fetches places that this device lacks, and stores them. */
  fetch(conversation: string, from: number, to: number): Promise<void>;
  /** Goes into a chatroom and stays inside; answers the conversation's id (O2). */
  enterRoom(id: string): Promise<string>;
  leaveRoom(id: string): Promise<void>;
  /** All that is seen of chatrooms now. */
  roomState(): Promise<RoomChanges>;
  /** A tab that follows was in rooms of which the one that leads now knows nothing. */
  restoreRooms(changes: readonly Change[]): Promise<void>;
  request<O extends Operation>(operation: O, request: Request<O>): Promise<Response<O>>;
  learnGroup(group: GroupCard): Promise<void>;
  /** The server described the user himself. */
  learnMe(user: UserCard): Promise<void>;
  /** Waits for a catch-up that is under way. */
  caughtUp(): Promise<void>;
  synced(): Promise<void>;
  /** Ends the session on the server, where it can be reached, and here. */
  logout(): Promise<void>;
}
export type Verb = keyof Desk;
/** Those that are about chatrooms alone. */
export type RoomVerb = 'enterRoom' | 'leaveRoom' | 'roomState' | 'restoreRooms';

/** What a connected device of somebody sent, to be told once and kept nowhere. */
export type Command = Omit<Extract<ServerFrame, { t: 'command' }>, 't'>;

/** What happened, for those who listen, as plain data: each tab makes its own events of it. */
export type Told =
  | { readonly type: 'me'; readonly user: UserCard }
  | { readonly type: 'status'; readonly status: ConnectionStatus }
  | { readonly type: 'ended'; readonly reason: EndReason }
  | { readonly type: 'new'; readonly message: StoredMessage }
  | { readonly type: 'sent'; readonly message: StoredMessage }
  | { readonly type: 'failed'; readonly message: StoredMessage; readonly error: ImError }
  | { readonly type: 'uploading'; readonly id: string; readonly fraction: number }
  | { readonly type: 'downloading'; readonly tickets: readonly string[]; readonly fraction: number }
  | { readonly type: 'download failed'; readonly message: StoredMessage; readonly error: ImError }
  | {
      readonly type: 'offline';
      readonly conversation: string;
      readonly kind: 'messages' | 'events';
      readonly messages: readonly StoredMessage[];
      readonly skipped: number;
    }
  | { readonly type: 'roaming'; readonly conversation: string }
  | { readonly type: 'room'; readonly conversation: string; readonly messages: readonly StoredMessage[] }
  /** What the tab that leads kept of chatrooms: of use to the others alone. */
  | { readonly type: 'rooms'; readonly kept: RoomChanges }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'retracted'; readonly message: StoredMessage }
  | { readonly type: 'receipts'; readonly conversation: string; readonly messages: readonly StoredMessage[] }
  | { readonly type: 'changed'; readonly conversation: string }
  | { readonly type: 'unread'; readonly total: number };
