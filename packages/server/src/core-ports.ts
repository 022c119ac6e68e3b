import type { Clock, Log, Random, Refusal, Result, RoomCard } from '@palaver/protocol';
import type { BackEnd } from './backend/back-end.js';
import type { MediaDesk } from './media/media-desk.js';
import type { MediaStore } from './media/media-store.js';
import type { Counts } from './metrics/counts.js';
import type { Search } from './search/search.js';
import type { ApplicationRow, ApplicationSettings } from './store/people-rows.js';
import type { Store } from './store/store.js';

/**
 * What the server's core needs of the world. The shell passes the real things, the simulation synchronous and virtual
 * ones: what completes in any order (hashing, sockets, files, timers) comes in here and nowhere else.
 */
export interface CoreDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: Store;
  readonly search: Search;
  readonly passwords: Passwords;
  readonly tokens: TokenVerifier;
  /** The bytes of media. */
  readonly mediaFiles: MediaStore;
  /** What kind of picture bytes begin, as a mime type; undefined where they are none. */
  readonly pictureType: (head: Uint8Array) => Promise<string | undefined>;
  /** Of how many pixels the picture says to be that bytes begin; undefined where they do not say. */
  readonly picturePixels: (head: Uint8Array) => number | undefined;
  /** SHA-256 of a text, base64url. */
  readonly digest: (text: string) => string;
  /** The commit failed and nobody knows what is on the disk: end the process, acknowledge nothing more (D1). */
  readonly onFatal: (error: unknown) => void;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(verifier: string, password: string): Promise<boolean>;
}

/** Checks a login token that an application's own back end signed (JWT, HS256 with a master secret, or its JWKS). */
export interface TokenVerifier {
  verify(
    token: string,
    application: ApplicationRow,
  ): Promise<Result<{ readonly username: string; readonly nickname?: string }, Refusal>>;
}

/** One connection, as the core sees it. `send` never throws and may gather the frames of a tick into one write. */
export interface Socket {
  /** For rate limits by address. */
  readonly address: string;
  send(text: string): void;
  /** Bytes accepted by `send` and not yet handed to the network. */
  bufferedBytes(): number;
  close(code: number, reason: string): void;
}
/** What the shell tells the core about it. */
export interface SocketEvents {
  message(text: string): void;
  /** A frame over the limit, or binary: the connection ends with the reason. */
  fault(reason: 'tooLarge' | 'malformed'): void;
  closed(): void;
}

export interface Core {
  /** A socket that was opened and has not logged in. */
  accept(socket: Socket): SocketEvents;
  readonly admin: Admin;
  readonly backEnd: BackEnd;
  readonly media: MediaDesk;
  /** Lets expire what is older than the applications keep it. */
  readonly expire: (stop?: AbortSignal) => Promise<void>;
  /** Live figures, for `palaver doctor`. */
  stats(): { readonly connections: number; readonly sessions: number };
  /** What it has done and what waits, as lines of Prometheus. */
  metrics(): string[];
  /** What gateways count beside it. */
  readonly counts: Counts;
  /** Takes no more, finishes what was begun, writes positions that wait, closes every connection with `drained`. */
  drain(): Promise<void>;
}

/** What an operator, or an application's back end, may do. Each refuses as the domain does, with a Refusal. */
export interface Admin {
  createApplication(application: {
    key?: string;
    name: string;
    settings?: Partial<ApplicationSettings>;
  }): Promise<Result<ApplicationRow, Refusal>>;
  applications(): Promise<ApplicationRow[]>;
  /** Holds at once, also for who is connected. */
  changeSettings(appKey: string, change: Partial<ApplicationSettings>): Promise<Result<ApplicationRow, Refusal>>;
  /** A new master secret; the newest of those before stays valid beside it. */
  addSecret(appKey: string): Promise<Result<string, Refusal>>;
  createUser(user: {
    appKey: string;
    username: string;
    password?: string;
    nickname?: string;
  }): Promise<Result<{ username: string; appKey: string }, Refusal>>;
  findUser(user: {
    appKey: string;
    username: string;
  }): Promise<Result<{ username: string; appKey: string; isDisabled: boolean }, Refusal>>;
  /** Ends the user's sessions with `password_changed`. */
  setPassword(user: { appKey: string; username: string }, password: string): Promise<Result<void, Refusal>>;
  /** Disabling ends the user's sessions with `user_disabled`. */
  setDisabled(user: { appKey: string; username: string }, isDisabled: boolean): Promise<Result<void, Refusal>>;

  /** A chatroom: a name of one line and at most 64 bytes, a description of at most 250. */
  createRoom(room: { appKey: string; name: string; description?: string }): Promise<Result<RoomCard, Refusal>>;
  /** In the order of their making. */
  rooms(
    appKey: string,
    page?: { start?: number; count?: number },
  ): Promise<Result<{ items: RoomCard[]; total: number }, Refusal>>;
  findRoom(room: { appKey: string; id: string }): Promise<Result<RoomCard, Refusal>>;
  updateRoom(
    room: { appKey: string; id: string },
    changes: { name?: string; description?: string },
  ): Promise<Result<void, Refusal>>;
  /** With all that was said there; everybody inside is put out. */
  removeRoom(room: { appKey: string; id: string }): Promise<Result<void, Refusal>>;
  /** For good: ends the user's sessions with `user_deleted`, and he leaves his groups. His messages stay, and nobody is given his name again. */
  deleteUser(user: { appKey: string; username: string }): Promise<Result<void, Refusal>>;
}
