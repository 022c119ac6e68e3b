import type { ApplicationId, UserId } from './rows.js';

// Applications, people, their sessions, and what back ends were answered.

export interface NewApplication {
  readonly key: string;
  readonly name: string;
  /** Valid master secrets, newest first; at most two. */
  readonly secrets: readonly string[];
  readonly settings: ApplicationSettings;
  readonly createdAt: number;
}
export interface ApplicationRow extends NewApplication {
  readonly id: ApplicationId;
}
export interface ApplicationSettings {
  /** Whether clients may register (O7). */
  readonly registration: 'open' | 'closed';
  /** The multi-device rule: one login in each device class, or any number (O5). */
  readonly devices: 'one_per_class' | 'unlimited';
  /** Keys of the back end that signs login tokens, besides HS256 with a master secret: a JWKS document. */
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
  /** Whom its people may meet, where that application allows it too (O3): nobody by default. */
  readonly crossApplications?: 'none' | 'all' | readonly string[];
  /** Whole days that entries are kept at least; for ever where there is none. */
  readonly retentionDays?: number | null;
  /** The account in whose name the application's back end speaks as the system; absent until it first does. */
  readonly systemUser?: string;
  /** Bounds that differ from the defaults; names as in `applicationLimitNames`. */
  readonly limits: Readonly<Record<string, number>>;
}

export interface NewUser {
  readonly application: ApplicationId;
  readonly username: string;
  /** What the name looks like: names with one skeleton are refused beside each other. */
  readonly skeleton: string;
  /** The verifier; undefined where the user logs in by tokens only. */
  readonly password?: string;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}
export interface UserRow extends NewUser {
  readonly id: UserId;
  readonly state: 'active' | 'disabled' | 'deleted';
}

export interface NewSession {
  readonly id: string;
  readonly user: UserId;
  readonly tokenHash: string;
  readonly platform: string;
  readonly deviceClass: string;
  readonly deviceName: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}
export interface SessionRow extends NewSession {
  readonly seenAt: number;
  /** Why it ended; undefined while it lasts. */
  readonly endReason?: string;
}

export interface NewAnswer {
  readonly application: ApplicationId;
  readonly key: string;
  /** Of what was asked. */
  readonly hash: string;
  readonly at: number;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
}
/** Without `answer` it is not known what became of it. */
export interface AnswerRow extends NewAnswer {
  readonly answer?: Answer;
}
