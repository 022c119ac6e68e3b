import type { applicationLimitNames, ImError } from '@palaver/protocol';

/**
 * The public contract of `@palaver/sdk`, version 0.
 *
 * What stands here keeps its name, its shape and its meaning; add to it freely. `[S12]` names the row of
 * features.md that a member carries. Outside checks are written against this file alone.
 */

// ── Custom data is typed once, globally, by module augmentation ─────────────────────────────────────────────
/** Augment: `declare module '@palaver/sdk' { interface Register { custom: { order: Order }; extras: { orderId: string }; command: Command } }` */
export interface Register {}
type Registered<K extends string, Fallback> = Register extends Record<K, infer T> ? T : Fallback;
export type JsonObject = { readonly [key: string]: unknown };
/** Others' messages may lack your keys, so all are optional. Values: strings and finite numbers. */
export type Extras = Partial<Registered<'extras', Readonly<Record<string, string | number>>>>;
export type CustomKinds = Registered<'custom', Record<string, object>>;
export type CommandData = Registered<'command', string | JsonObject>;

/** Callable, and usable with `using` where the runtime has it. Calling it twice is harmless. */
export type Unsubscribe = (() => void) & Disposable;

/** A value that changes. `get()` returns the same reference until it does; both members are bound: exactly React's useSyncExternalStore pair. */
export interface Live<T> {
  readonly get: (this: void) => T;
  readonly subscribe: (this: void, listener: () => void) => Unsubscribe;
}

// ── Client ──────────────────────────────────────────────────────────────────────────────────────────────────
export interface ClientOptions {
  /** Base URL of the server, `http://host:port` or `https://host`; every other address is derived from it. */
  url: string;
  /** Application (tenant) key. Default: the server's default application. */
  appKey?: string;
  /** Device class, used by the multi-device rule. Default: 'web' in browsers, 'node' elsewhere. */
  platform?: Platform;
  /** Local database. Default: IndexedDB in a browser, memory elsewhere. */
  store?: LocalStore;
  /** Ask for messages that the user's other devices already received. Default true. [S30] */
  roaming?: boolean;
  /** Shown in the list of the account's devices. */
  deviceName?: string;
  /** Replace the WebSocket implementation (tests, mini-programs). */
  transport?: Transport;
  /** What a listener of yours threw, and faults of the local store. Default: console.error. */
  onError?: (error: unknown) => void;
}

export type Platform = 'web' | 'node' | 'ios' | 'android' | 'windows' | 'macos' | 'linux' | 'wx';
export type Credentials = { username: string; password: string } | { token: string | (() => Promise<string>) };

/** idle → connecting → syncing → online; offline while waiting to reconnect; kicked and expired end the session. */
export type ConnectionStatus = 'idle' | 'connecting' | 'syncing' | 'online' | 'offline' | 'kicked' | 'expired';

export interface Client extends AsyncDisposable {
  readonly me: Live<User | undefined>;
  readonly status: Live<ConnectionStatus>;
  /** Sum of unread counts, conversations with do-not-disturb left out. [S9] */
  readonly unreadCount: Live<number>;
  readonly conversations: Conversations;
  readonly users: Users;
  readonly groups: Groups;
  readonly chatrooms: Chatrooms;
  readonly devices: Devices;

  /** Create an account, where the application lets clients do so. Rejects USER_EXISTS, INVALID, FORBIDDEN. */
  register(account: { username: string; password: string } & Partial<Profile>): Promise<void>;
  /** Open a session. Resolves when the server has accepted it; sync goes on behind it. The store keeps the session's token, never the password. Rejects UNAUTHENTICATED, TOKEN_EXPIRED, OFFLINE; INVALID while logged in as somebody else. */
  login(credentials: Credentials): Promise<User>;
  /** Reopen the session kept in the local store, also with no network. Undefined where there is none. */
  resume(): Promise<User | undefined>;
  /** End the session here and on the server. Local data stays unless `wipe`. */
  logout(options?: { wipe?: boolean }): Promise<void>;
  /** Resolves when everything that waited on the server has been stored here and reported as delivered; waits while offline. Rejects CANCELLED on logout. */
  synced(): Promise<void>;

  /** Send without opening a conversation first; nothing is stored before this call. [S21 S22 S26 S27] */
  send(to: Target, content: Content | string, options?: SendOptions): SendHandle;
  /**
   * The same content and extras to a user or a group, under a new id; media is not uploaded again. Only messages with status 'sent' or
   * 'received' and content that can be sent; otherwise rejects INVALID. [S40]
   */
  forward(message: Message, to: Target, options?: SendOptions): SendHandle;
  /**
   * Online-only command to a user or a group, at most 4 KiB; never stored, and received once or not at all. Rejects TARGET_OFFLINE
   * where nobody is there (a group accepts it), INVALID, TOO_LARGE, NOT_FOUND, NOT_MEMBER, BLOCKED, SILENCED, RATE_LIMITED, OFFLINE. [S49 S50]
   */
  sendCommand(to: Target, data: CommandData): Promise<void>;
  /** Online-only command to the user's own other devices of a platform, or all. Rejects TARGET_OFFLINE where none is there. [S51] */
  sendDeviceCommand(platform: Platform | 'all', data: CommandData): Promise<void>;
  /** The bounds of this application, as the server has them now. Rejects OFFLINE. */
  limits(): Promise<Limits>;

  /**
   * Messages that hold a text (in texts, names of files and addresses, whatever the case), newest first; at most `limit`, 20 by
   * default, older than `before` where given. On the device, which is the default: any part of what is stored here, at once
   * and without a network. On the server: everything the account may see, also what this device has not or has removed; words
   * are found by their beginning, Chinese by any part. A hit that is not stored here is shown and not stored; `messages.window`
   * opens it in its place. Rejects INVALID (no text, more than 200 characters); from the server also NOT_FOUND, OFFLINE, RATE_LIMITED, BUSY. [B11]
   */
  search(
    text: string,
    options?: { in?: Target; where?: 'device' | 'server'; limit?: number; before?: Message },
  ): Promise<Message[]>;

  /** Calls the listener for each event until the answer is called, `signal` aborts, or after one with `once`. [S24] */
  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void, options?: ListenOptions): Unsubscribe;
  /** From the call on. Ends with BUSY when 1,000 events wait unread. */
  events<K extends keyof Events>(type: K, options?: ListenOptions): AsyncIterable<Events[K]>;
  /** The seed's delegate, under the seed's names. Undefined conversation: all of them. [S24] */
  addDelegate(delegate: Partial<Delegate>, conversation?: Conversation): Unsubscribe;
}

/** Sizes in bytes and times in ms, unless the name says otherwise; each is a setting of the application. */
export type Limits = Readonly<Record<(typeof applicationLimitNames)[number], number>>;

export type Target = { user: string; appKey?: string } | { group: string } | { chatroom: string };

export interface ListenOptions {
  /** Only what concerns this conversation. [S24] */
  conversation?: Conversation | Target;
  signal?: AbortSignal;
  once?: boolean;
}

// ── Conversations ───────────────────────────────────────────────────────────────────────────────────────────
/** The list itself: every single and group conversation, pinned first, then by last message, newest first; chatrooms are not in it. [S5] */
export interface Conversations extends Live<readonly Conversation[]> {
  /** Get or create. Asks the server about an unknown target; rejects NOT_FOUND when it does not exist. A chatroom is entered instead: NOT_MEMBER from outside. [S1 S2] */
  open(target: Target): Promise<Conversation>;
  /** Local look-up; of a chatroom, while one is inside. [S3 S4] */
  peek(target: Target): Conversation | undefined;
  /** Delete here: conversation, messages, media files. True when there was one. [S6 S7 S8] */
  remove(target: Target): Promise<boolean>;
}

/**
 * An immutable snapshot with methods: a new object whenever something changes, always the same `id`. Methods act on the
 * id, so an old snapshot does no harm. A class instance: spreading it loses the methods.
 */
export interface Conversation {
  /** `single_<appKey>_<username>`, `group_<id>` or `chatroom_<id>`: known without the server, the same on all devices of one user. */
  readonly id: string;
  readonly type: 'single' | 'group' | 'chatroom';
  readonly target: Target;
  /** User: note name, nickname or username. Group: its name, else its first five members. */
  readonly title: string;
  readonly peer: User | Group | Chatroom;
  /** What the messages after the read position add, own ones and retracted ones left out; equal on all devices of the user. [S10] */
  readonly unreadCount: number;
  /** One of the unread messages mentions the user, or everybody; told of what this device has received. */
  readonly isMentioned: boolean;
  /** The places (`seq`) of those messages, the oldest first: the newest 100. */
  readonly mentions: readonly number[];
  readonly lastMessage?: Message;
  readonly lastMessageAt?: Date;
  readonly muted: boolean;
  readonly pinned: boolean;
  readonly draft?: string;
  readonly extras: Extras;
  readonly messages: Messages;

  /** The peer's picture; undefined where there is none. Rejects OFFLINE, DOWNLOAD_FAILED. [S12] */
  avatar(): Promise<Blob | undefined>;
  /** `targetId_conversationType`; single: `username_appKey`, group: its id. [S12] */
  readonly avatarId: string;
  /** Set once the avatar has been downloaded. [S13] */
  readonly avatarUrl?: string | undefined;

  /** Sets unread to 0 here and on the user's other devices. [S11] */
  clearUnread(): Promise<void>;
  /** Stored at once, with its media, as a draft. [S23] */
  createMessage(content: Content | string, options?: { extras?: Extras }): Promise<Message>;
  /** Content, text, or a message with status 'draft' or 'failed'. [S26 S27] */
  send(message: Content | string | Message, options?: SendOptions): SendHandle;
  /** A message of this conversation, as `message.retract()`. [S38] */
  retract(message: Message): Promise<Message<PromptContent>>;
  /** As client.sendCommand, to the user or group of this conversation. [S50] */
  sendCommand(data: CommandData): Promise<void>;

  /** Keeps a text that is being written, here only; empty removes it. Rejects INVALID, STORE. */
  setDraft(text: string): Promise<void>;
  /** Do-not-disturb, here at once and with the next connection on the user's other devices. Rejects STORE. */
  setMuted(muted: boolean): Promise<void>;
  /** Stands before those that are not pinned, here at once and with the next connection on the user's other devices. Rejects STORE. [S5] */
  setPinned(pinned: boolean): Promise<void>;
  /** Replaces what the application keeps with the conversation, here only. Rejects INVALID, STORE. */
  setExtras(extras: Extras): Promise<void>;
}

/**
 * As a Live value: the newest messages, oldest first, ready to render; read at the first subscription, at most 1,000.
 * The look-ups keep the seed's order, newest first.
 */
export interface Messages extends Live<readonly Message[]> {
  readonly state: Live<WindowState>;
  /** Everything stored here; asks no server. [S46] */
  all(): Promise<Message[]>;
  /** By local id. [S47] */
  byId(id: string): Promise<Message | undefined>;
  /** Offset and limit as in the seed, over what is listed here; `before` is the cursor that new messages cannot shift. With a limit, what the local store lacks is fetched; without, it is not. [S48] */
  page(options?: {
    offset?: number;
    limit?: number;
    before?: Message;
  }): Promise<{ items: Message[]; hasMore: boolean }>;
  /** Grow the Live value by a page of older messages, 50 unless told, up to 1,000 in all. Rejects STORE; offline it takes what is here. */
  loadOlder(count?: number): Promise<void>;
  /** A window of its own around a message: search results, quotes, first unread. */
  window(options: { around: Message | { seq: number }; count?: number }): MessageWindow;
  /** Delete here only. */
  remove(message: Message): Promise<boolean>;
}

export interface WindowState {
  /** False until the first read has ended: an empty list is then not yet "no messages". */
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}
export interface MessageWindow extends Live<readonly Message[]>, Disposable {
  readonly state: Live<WindowState>;
  /** Grow by a page, 50 unless told; beyond 1,000 it loses as many at its other end. */
  loadOlder(count?: number): Promise<void>;
  /** As loadOlder, towards the newest. */
  loadNewer(count?: number): Promise<void>;
}

// ── Messages ────────────────────────────────────────────────────────────────────────────────────────────────
export type MessageStatus = 'draft' | 'sending' | 'sent' | 'failed' | 'received' | 'downloading' | 'download_failed';

/** An immutable snapshot with methods, as Conversation is. */
export interface Message<C extends Content = Content> {
  /** Made by the sender's device, the same before and after sending; the idempotency key. [S47] */
  readonly id: string;
  /** Set by the server. */
  readonly serverId?: string;
  /** Place in the conversation's log. Dense from 1 over all entries; a retraction's own entry is not shown. [B9] */
  readonly seq?: number;
  readonly conversationId: string;
  readonly target: Target;
  /** Name and display name come with the message; the rest of the profile may follow in a later snapshot. */
  readonly from: User;
  /** 'admin' and 'system': sent by the application's back end. */
  readonly fromType: 'user' | 'admin' | 'system';
  readonly isOwn: boolean;
  readonly content: C;
  readonly extras: Extras;
  readonly status: MessageStatus;
  /** Why it failed, while status is 'failed'; why it waits, while it is 'sending'. */
  readonly error?: ImError;
  /** Server time once sent, local time before. */
  readonly createdAt: Date;
  readonly mentions?: readonly MemberRef[] | 'all';
  /** What it answers; shown as the log has it now, never as a copy. */
  readonly replyTo?: { readonly id: string; readonly seq: number };
  /** False where its sender wants no notification of it. [S28] */
  readonly notify: boolean;
  /** How its sender wants it announced. [S28] */
  readonly notification?: NonNullable<SendOptions['notification']>;
  /** Receiver only: marked with markRead, or not after the read position. */
  readonly isRead: boolean;

  /** Its sender asked who has read it. [S41] */
  readonly needReadReceipt: boolean;
  /** Sender only, when needReadReceipt was set: to how many it went. [S42] */
  readonly recipients?: number;
  /** Sender only, when needReadReceipt was set: how many have not read it. [S42] */
  readonly unreadReceipts?: number;

  /**
   * Sender only: who has read it and who has not, together the recipients at its place, complete for groups of any size. Rejects
   * FORBIDDEN to others, INVALID where none was asked for, OFFLINE. [S43 B7]
   */
  receipts(): Promise<{ read: User[]; unread: User[] }>;
  /** Receiver only: marked at once on this device; the receipt, where the message asks for one, reaches the server with this connection or the next. [S44] */
  markRead(): Promise<void>;
  /** The bytes, from the local store or the server, equal by length and hash; goes on where an interruption or a restart left it. Aborting it is cancelDownloadOriginMedia. Rejects CANCELLED, OFFLINE, DOWNLOAD_FAILED; NOT_FOUND where the message has no such media. [S35 S36] */
  download(variant?: 'original' | 'thumbnail', options?: TransferOptions): Promise<Blob>;
  /**
   * Sender only, within the window (3 minutes by default) by the server's clock: on every device of everyone a prompt stands
   * in its place. Rejects RETRACT_TIMEOUT, FORBIDDEN, ALREADY_RETRACTED, NOT_MEMBER, NOT_FOUND, OFFLINE; INVALID where it was not sent. [S37]
   */
  retract(): Promise<Message<PromptContent>>;
}

/**
 * Resolves with the sent message, rejects with ImError. Left alone it never raises an unhandled rejection: a failure shows as
 * status 'failed'. An async function that returns it awaits it: return `{ handle }`.
 */
export interface SendHandle extends Promise<Message> {
  /** Id of the message, known at once. */
  readonly id: string;
  /** The optimistic message, once it stands in the local store. */
  readonly message: Promise<Message>;
  /** Upload progress, 0 to 1. */
  readonly progress: Live<number>;
  /** Ends with CANCELLED where the message's frame had not been handed to a connection; after that it changes nothing. [S29] */
  cancel(): void;
}

export interface TransferOptions {
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
}

/** The seed's JMSGOptionalContent, without its double negatives. [S28] */
export interface SendOptions extends TransferOptions {
  /** False: only who is online gets it. Default true. */
  saveOffline?: boolean;
  /** False: no notification. Default true. */
  notify?: boolean;
  /** Default false. [S41] */
  needReadReceipt?: boolean;
  /** What it adds to the receiver's unread count, 0 to 100. Default 1. */
  unreadIncrement?: number;
  /** Custom notification; its presence is the seed's `enabled`. */
  notification?: { title?: string; alert?: string; atPrefix?: string };
  extras?: Extras;
  mentions?: readonly MemberRef[] | 'all';
  replyTo?: Message;
}

// ── Content ─────────────────────────────────────────────────────────────────────────────────────────────────
export type MediaSource = Blob | Uint8Array | { uri: string; name?: string; mime?: string };
export interface Media {
  /** Undefined until uploaded. */
  readonly mediaId?: string;
  readonly bytes: number;
  readonly mime: string;
  readonly sha256?: string;
}
export type TextContent = { readonly type: 'text'; readonly text: string };
export type ImageContent = {
  readonly type: 'image';
  readonly media: Media;
  readonly thumbnail?: Media;
  readonly width: number;
  readonly height: number;
  /** A thumbhash in base64: something to show while nothing else is there. */
  readonly preview?: string;
};
export type VoiceContent = {
  readonly type: 'voice';
  readonly media: Media;
  readonly duration: number;
  /** How loud it is from beginning to end, 0 to 100 each, where its sender tells. */
  readonly waveform?: readonly number[];
};
export type VideoContent = {
  readonly type: 'video';
  readonly media: Media;
  readonly thumbnail?: Media;
  readonly duration: number;
  /** 0 where nobody knows. */
  readonly width?: number;
  readonly height?: number;
};
export type FileContent = { readonly type: 'file'; readonly media: Media; readonly fileName: string };
export type LocationContent = {
  readonly type: 'location';
  readonly latitude: number;
  readonly longitude: number;
  readonly scale: number;
  readonly address: string;
};
export type CustomContent = {
  [K in keyof CustomKinds & string]: { readonly type: 'custom'; readonly kind: K; readonly data: CustomKinds[K] };
}[keyof CustomKinds & string];
/** What a retracted message becomes, on both sides. [S39] */
export type PromptContent = { readonly type: 'prompt'; readonly reason: 'retracted' | 'custom'; readonly text: string };
/** A group event in the conversation's log. [S32] */
export type EventContent = { readonly type: 'event'; readonly event: GroupEvent };
/** Content of a kind that this version does not know: shown as a placeholder, never dropped. */
export type UnknownContent = { readonly type: 'unknown'; readonly raw: JsonObject };
export type Content =
  | TextContent
  | ImageContent
  | VoiceContent
  | VideoContent
  | FileContent
  | LocationContent
  | CustomContent
  | PromptContent
  | EventContent
  | UnknownContent;

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────
export interface Events {
  /** One per message received while online; group events too, as content 'event'. [S32] */
  'message.new': { message: Message; conversation: Conversation };
  /** [S25] */
  'message.sent': { message: Message };
  /** Refused for good, or cancelled; it can be sent again. [S25] */
  'message.failed': { message: Message; error: ImError };
  /** How many have read some of the user's own messages; what was missed comes as its last state, once a conversation. [S45] */
  'message.receipts': { conversation: Conversation; messages: readonly Message[] };
  /** Media that comes by itself did not: a thumbnail or a voice. `download` tries again. [S35] */
  'message.download_failed': { message: Message; error: ImError };
  /** A message that was here became a prompt; after a reconnection, behind what was missed. [S39] */
  'message.retracted': { message: Message<PromptContent>; conversation: Conversation };
  /**
   * After a (re)connection: once per conversation for messages, and once for events. Never more, and before any 'message.new' of it.
   * `skipped`: older ones left on the server because there were too many, 0 almost always; page() fetches them. [S31 S33]
   */
  'sync.offline': {
    conversation: Conversation;
    kind: 'messages' | 'events';
    messages: readonly Message[];
    skipped: number;
  };
  /** Once per conversation; the messages are in the store already. [S34] */
  'sync.roaming': { conversation: Conversation };
  /**
   * Comes after what was missed and in the order of arrival, so behind the messages that were acknowledged before it was sent.
   * `target` as messages have it: the sender for a command to this user, the group, or this user himself from an own device. [S50 S51]
   */
  command: { from: User; target: Target; data: CommandData; fromOwnDevice: boolean };
  /**
   * What was said in a chatroom, in its order and each once: upon entering the last 50, then what comes, together where much does;
   * also this user's, from other devices. After a reconnection what is new of the last 50: a larger gap is passed over. [O2]
   */
  'chatroom.messages': { conversation: Conversation; messages: readonly Message[] };
  /** A conversation of the list looks different, or is new in it. */
  'conversation.changed': { conversation: Conversation };
  /** The sum as `unreadCount` has it. [S9] */
  'unread.changed': { total: number };
  'status.changed': { status: ConnectionStatus };
  /** This device is logged out and does not come back by itself. [O5] */
  'session.ended': { reason: 'other_device' | 'password_changed' | 'user_disabled' | 'user_deleted' | 'token_expired' };
}

/** One-to-one porting surface for code written against the seed. */
export interface Delegate {
  onReceiveMessage(message: Message, error: ImError | null): void;
  onSendMessageResponse(message: Message, error: ImError | null): void;
  onReceiveMessageDownloadFailed(message: Message): void;
  onSyncOfflineMessageConversation(conversation: Conversation, offlineMessages: readonly Message[]): void;
  onSyncRoamingMessageConversation(conversation: Conversation): void;
  onReceiveMessageReceiptStatusChangeEvent(event: Events['message.receipts']): void;
  onReceiveMessageTransparentEvent(event: Events['command']): void;
  onReceiveChatRoomConversation(conversation: Conversation, messages: readonly Message[]): void;
  onReceiveMessageRetractEvent(event: Events['message.retracted']): void;
}

// ── People and groups ───────────────────────────────────────────────────────────────────────────────
export interface Profile {
  readonly nickname?: string;
  readonly gender?: 'unknown' | 'male' | 'female';
  readonly birthday?: string;
  readonly region?: string;
  readonly address?: string;
  readonly signature?: string;
  readonly extras?: Extras;
}
export interface User extends Profile {
  readonly username: string;
  readonly appKey: string;
  readonly avatarMediaId?: string;
  readonly displayName: string;
}
export interface Users {
  /** Rejects NOT_FOUND where there is no such user; OFFLINE where he is not known here either. */
  get(username: string, appKey?: string): Promise<User>;
  /** In the order asked for; who does not exist is left out. */
  getMany(usernames: readonly string[], appKey?: string): Promise<User[]>;
  /** Changes one's own profile on all devices: what is undefined stays, null or '' takes a field away. Rejects INVALID, OFFLINE. [O7] */
  update(profile: { readonly [K in keyof Profile]?: Profile[K] | null }): Promise<User>;
  /** Uploads a picture of at most 20 MiB, made small where the runtime can, and shows it to everybody of the application. Rejects INVALID, TOO_LARGE, UPLOAD_FAILED, OFFLINE. */
  setAvatar(image: MediaSource): Promise<User>;
  /** Anybody's picture, asked of the server and not stored; undefined where there is none. Of a peer, `conversation.avatar` stores it. Rejects OFFLINE, DOWNLOAD_FAILED. [O7] */
  avatar(user: User): Promise<Blob | undefined>;
  /** Ends all other sessions of the account. Rejects UNAUTHENTICATED where `current` is wrong, INVALID, RATE_LIMITED, OFFLINE. [O7] */
  changePassword(current: string, next: string): Promise<void>;
  /** From now on what this user sends to one is refused with BLOCKED; groups are not affected. Rejects NOT_FOUND, INVALID for oneself, FORBIDDEN beyond 1,000, OFFLINE. [O7] */
  block(user: MemberRef): Promise<void>;
  /** Rejects NOT_FOUND, INVALID, OFFLINE. [O7] */
  unblock(user: MemberRef): Promise<void>;
  /** In the order of blocking. Offline: as this device knows it. [O7] */
  blocked(): Promise<User[]>;
  /** Do-not-disturb for one user, or for everything. For a group: conversation.setMuted. Takes effect at once, also offline. Rejects NOT_FOUND, INVALID. [O7] */
  setMuted(user: MemberRef | 'all', muted: boolean): Promise<void>;
  /** Whether do-not-disturb holds for everything; then `client.unreadCount` is 0. [O7 S9] */
  readonly isAllMuted: Live<boolean>;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'private' | 'public';
  readonly owner: string;
  readonly ownerAppKey: string;
  readonly memberCount: number;
  readonly maxMembers: number;
  readonly avatarMediaId?: string;
}
export interface GroupMember {
  readonly user: User;
  readonly role: 'owner' | 'admin' | 'member';
  readonly nickname?: string;
  readonly joinedAt: Date;
  readonly silencedUntil?: Date;
}
/** A string is a username of one's own application. */
export type MemberRef = string | { username: string; appKey: string };
export type GroupEvent =
  | { readonly kind: 'dissolved' | 'updated'; readonly actor: User }
  | {
      readonly kind: 'created' | 'members_added' | 'members_removed';
      readonly actor: User;
      readonly members: readonly User[];
    }
  | { readonly kind: 'member_left'; readonly actor: User; readonly newOwner?: User }
  | {
      readonly kind: 'owner_changed' | 'admins_added' | 'admins_removed' | 'unsilenced';
      readonly actor: User;
      readonly members: readonly User[];
    }
  | { readonly kind: 'silenced'; readonly actor: User; readonly members: readonly User[]; readonly until: Date };
/** Groups (O6). Each change is one event in the group's log; all reject OFFLINE, NOT_MEMBER to who was a member, and NOT_FOUND to who never was. */
export interface Groups {
  /** Whoever creates it owns it; members named are in it from its first entry. Rejects INVALID, NOT_FOUND, GROUP_FULL, and FORBIDDEN where somebody is in too many groups. */
  create(group: {
    name: string;
    description?: string;
    kind?: 'private' | 'public';
    maxMembers?: number;
    members?: readonly MemberRef[];
  }): Promise<Group>;
  /** As it is now, asked of the server. */
  get(id: string): Promise<Group>;
  /** Those of which the user is a member now. */
  mine(): Promise<Group[]>;
  /** In the order of joining, `after` a member, at most 500 a call. */
  members(id: string, options?: { after?: MemberRef; limit?: number }): Promise<GroupMember[]>;
  /** Any member may. Rejects INVALID. */
  update(id: string, changes: { name?: string; description?: string }): Promise<Group>;
  /** Uploads a picture of at most 20 MiB, made small where the runtime can, and shows it to everybody. Any member may. Rejects INVALID, TOO_LARGE, UPLOAD_FAILED, NOT_MEMBER, NOT_FOUND, OFFLINE. */
  setAvatar(id: string, image: MediaSource): Promise<Group>;
  /** Any member may. Rejects ALREADY_MEMBER where all are members already, GROUP_FULL, NOT_FOUND. */
  addMembers(id: string, members: readonly MemberRef[]): Promise<void>;
  /** The owner and admins may, the owner excepted. Rejects FORBIDDEN, NOT_MEMBER. */
  removeMembers(id: string, members: readonly MemberRef[]): Promise<void>;
  /** Where the owner leaves, the longest-standing member owns it; where nobody is left, it is dissolved. */
  leave(id: string): Promise<void>;
  /** The owner only: ends everybody's membership. Rejects FORBIDDEN. */
  dissolve(id: string): Promise<void>;
  /** The owner only; he stays as a member. Rejects FORBIDDEN, NOT_MEMBER where the new owner is none, INVALID. */
  transfer(id: string, newOwner: MemberRef): Promise<void>;
  /** The owner only. What is so already is no event. Rejects FORBIDDEN, NOT_MEMBER, INVALID for oneself. */
  setRole(id: string, member: MemberRef, role: 'admin' | 'member'): Promise<void>;
  /** Null lifts it. The owner silences anybody else, an admin only members; the server's clock decides. Leaving and coming back do not end it. Rejects FORBIDDEN, NOT_MEMBER, INVALID. */
  silence(id: string, member: MemberRef, until: Date | null): Promise<void>;
}

export interface Device {
  readonly id: string;
  readonly platform: Platform;
  /** As its client was named; empty where it was not. */
  readonly name: string;
  readonly isCurrent: boolean;
  readonly isOnline: boolean;
  readonly lastSeenAt: Date;
}
export interface Devices {
  /** The sessions of the account that have not ended, the one seen last first. Rejects OFFLINE. [O5] */
  list(): Promise<Device[]>;
  /** Ends that device's session. Rejects NOT_FOUND, OFFLINE. [O5] */
  end(id: string): Promise<void>;
}

/** Made by the application's operator; what is said there is kept by nobody. [O2] */
export interface Chatroom {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Users inside at that moment. */
  readonly memberCount: number;
}
/**
 * Chatrooms: no offline store, no positions, no unread, no lasting members. What is said comes as 'chatroom.messages', and
 * `conversation.messages` shows what this session has seen, at most 1,000. A message goes with the connection or fails with
 * OFFLINE, and can be sent again. Receipts, retraction, forwarding, commands, do-not-disturb and pins there: INVALID. [O2]
 */
export interface Chatrooms {
  /** In the order of their making, at most 50 a call. Rejects INVALID, OFFLINE. */
  list(options?: { start?: number; count?: number }): Promise<{ items: Chatroom[]; total: number }>;
  /** Rejects NOT_FOUND. */
  get(id: string): Promise<Chatroom>;
  /** The last 50 messages follow as one 'chatroom.messages'. Stays inside over reconnections, until `leave` or logout. Rejects NOT_FOUND, RATE_LIMITED, OFFLINE. */
  enter(id: string): Promise<Conversation>;
  /** Nothing of it arrives any more. Rejects NOT_FOUND. */
  leave(id: string): Promise<void>;
}

// ── Ports ───────────────────────────────────────────────────────────────────────────────────────────────────
/** Opaque: made by memoryStore(), indexedDbStore(name?) or, from '@palaver/sdk/node', sqliteStore(path). A contract suite for outside stores stands at '@palaver/sdk/store-contract'. */
export interface LocalStore {
  readonly name: string;
}
/** Opaque: webSocketTransport() by default. */
export interface Transport {
  readonly name: string;
}
