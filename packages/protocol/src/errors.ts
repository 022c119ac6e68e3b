import { particularCode } from './legacy-codes.js';

/**
 * One table: what an error means, and what a caller can do.
 * `retry`: the same call may succeed later. `reauth`: log in again. `reject`: this call never will. `fatal`: nothing will.
 * The number is JMessage's, for code and people that know it. It has several families for one fault; where its server
 * answers over the long connection that number stands here, else that of its iOS client, else of Android's.
 */
export type Disposition = 'retry' | 'reauth' | 'reject' | 'fatal';

const row = <D extends Disposition>(disposition: D, sentence: string, legacyCode?: number) => ({
  disposition,
  sentence,
  legacyCode,
});

export const errors = {
  INVALID: row('reject', 'The request is not valid.', 800008),
  NOT_FOUND: row('reject', 'There is no such user, group or message.', 800006),
  USER_EXISTS: row('reject', 'This username is taken.', 898001),
  NOT_LOGGED_IN: row('reject', 'Log in first.', 863004),
  UNAUTHENTICATED: row('reauth', 'The username, password or token is wrong.', 801004),
  TOKEN_EXPIRED: row('reauth', 'The token has expired; log in again.', 898010),
  FORBIDDEN: row('reject', 'This is not allowed to you.', 800020),
  NOT_MEMBER: row('reject', 'You are not a member of this group.', 800019),
  ALREADY_MEMBER: row('reject', 'This user is a member already.', 810007),
  GROUP_FULL: row('reject', 'The group has no room for more members.', 810008),
  BLOCKED: row('reject', 'The receiver has blocked you.', 803008),
  SILENCED: row('reject', 'You are silenced in this group.', 803012),
  RATE_LIMITED: row('retry', 'Too many requests; try again later.', 800017),
  TOO_LARGE: row('reject', 'This is larger than the limit allows.', 898061),
  ID_REUSED: row('reject', 'This message id already stands for another message.'),
  RETRACT_TIMEOUT: row('reject', 'The time in which this message could be retracted is over.', 855001),
  ALREADY_RETRACTED: row('reject', 'This message has been retracted already.', 855004),
  TARGET_OFFLINE: row('reject', 'The receiver is not online.', 857002),
  CANCELLED: row('reject', 'Cancelled.', 871327),
  UPLOAD_FAILED: row('reject', 'The upload failed.', 871402),
  DOWNLOAD_FAILED: row('reject', 'The download failed.', 871404),
  OFFLINE: row('retry', 'There is no connection to the server.', 871310),
  TIMEOUT: row('retry', 'The server did not answer in time.', 871201),
  SERVER_FULL: row('retry', 'The server has no room left.'),
  BUSY: row('retry', 'The server is busy; try again later.'),
  VERSION: row('fatal', 'Client and server speak different versions; update the older one.'),
  STORE: row('fatal', 'The local store failed.', 861000),
  INTERNAL: row('reject', 'The server failed; its log knows more under the request id.', 800009),
} as const;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/** How HTTP says it. Apart from the table, since no client needs it. */
export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  INVALID: 400,
  NOT_FOUND: 404,
  USER_EXISTS: 409,
  NOT_LOGGED_IN: 401,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  FORBIDDEN: 403,
  NOT_MEMBER: 403,
  ALREADY_MEMBER: 409,
  GROUP_FULL: 409,
  BLOCKED: 403,
  SILENCED: 403,
  RATE_LIMITED: 429,
  TOO_LARGE: 413,
  ID_REUSED: 409,
  RETRACT_TIMEOUT: 403,
  ALREADY_RETRACTED: 409,
  TARGET_OFFLINE: 409,
  CANCELLED: 409,
  UPLOAD_FAILED: 502,
  DOWNLOAD_FAILED: 502,
  OFFLINE: 503,
  TIMEOUT: 504,
  SERVER_FULL: 507,
  BUSY: 503,
  VERSION: 426,
  STORE: 500,
  INTERNAL: 500,
};

/** Why something was refused, as data. `message` adds what the table's sentence cannot know. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message?: string;
  readonly retryAfterMs?: number;
}

export const refusal = (code: ErrorCode, message?: string, retryAfterMs?: number): Refusal => ({
  code,
  ...(message !== undefined && { message }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** The only error that public surfaces throw. */
export class ImError extends Error {
  override readonly name = 'ImError';
  readonly code: ErrorCode;
  /** What a caller can do: try again, log in again, give up on this call, or stop. */
  readonly disposition: Disposition;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  /** JMessage's number for it, where there is one. */
  readonly legacyCode?: number;

  constructor(
    code: ErrorCode,
    message: string = errors[code].sentence,
    more: {
      retryAfterMs?: number | undefined;
      requestId?: string | undefined;
      cause?: unknown;
      /** What was asked, where that has a number of its own in JMessage. */
      operation?: string | undefined;
      legacyCode?: number | undefined;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.disposition = errors[code].disposition;
    if (more.retryAfterMs !== undefined) this.retryAfterMs = more.retryAfterMs;
    if (more.requestId !== undefined) this.requestId = more.requestId;
    const legacyCode = more.legacyCode ?? particularCode(code, more.operation) ?? errors[code].legacyCode;
    if (legacyCode !== undefined) this.legacyCode = legacyCode;
  }

  static is(error: unknown, code?: ErrorCode): error is ImError {
    return error instanceof ImError && (code === undefined || error.code === code);
  }
}

/** The one close code that a client must know by heart: client and server do not understand one another. */
export const closedForVersion = 4007;

/**
 * Why a connection was closed, as WebSocket close codes that a browser can read. `shouldReconnect` tells whether the
 * same client may come back by itself.
 */
export const closeCodes = {
  drained: { code: 4001, shouldReconnect: true },
  sessionEnded: { code: 4002, shouldReconnect: false },
  malformed: { code: 4003, shouldReconnect: true },
  tooLarge: { code: 4004, shouldReconnect: true },
  tooSlow: { code: 4005, shouldReconnect: true },
  silent: { code: 4006, shouldReconnect: true },
  version: { code: closedForVersion, shouldReconnect: false },
  notGreeted: { code: 4008, shouldReconnect: true },
  busy: { code: 4009, shouldReconnect: true },
  internal: { code: 4010, shouldReconnect: true },
} as const;
export type CloseReason = keyof typeof closeCodes;
