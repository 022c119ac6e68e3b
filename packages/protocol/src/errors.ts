/**
 * One table: what an error means, what a caller can do, and how HTTP says it.
 * `retry`: the same call may succeed later. `reauth`: log in again. `reject`: this call never will. `fatal`: nothing will.
 */
export type Disposition = 'retry' | 'reauth' | 'reject' | 'fatal';

const row = <D extends Disposition>(disposition: D, http: number, sentence: string) => ({
  disposition,
  http,
  sentence,
});

export const errors = {
  INVALID: row('reject', 400, 'The request is not valid.'),
  NOT_FOUND: row('reject', 404, 'There is no such user, group or message.'),
  USER_EXISTS: row('reject', 409, 'This username is taken.'),
  NOT_LOGGED_IN: row('reject', 401, 'Log in first.'),
  UNAUTHENTICATED: row('reauth', 401, 'The username, password or token is wrong.'),
  TOKEN_EXPIRED: row('reauth', 401, 'The token has expired; log in again.'),
  FORBIDDEN: row('reject', 403, 'This is not allowed to you.'),
  NOT_MEMBER: row('reject', 403, 'You are not a member of this group.'),
  ALREADY_MEMBER: row('reject', 409, 'This user is a member already.'),
  GROUP_FULL: row('reject', 409, 'The group has no room for more members.'),
  BLOCKED: row('reject', 403, 'The receiver has blocked you.'),
  SILENCED: row('reject', 403, 'You are silenced in this group.'),
  RATE_LIMITED: row('retry', 429, 'Too many requests; try again later.'),
  TOO_LARGE: row('reject', 413, 'This is larger than the limit allows.'),
  ID_REUSED: row('reject', 409, 'This message id already stands for another message.'),
  RETRACT_TIMEOUT: row('reject', 403, 'The time in which this message could be retracted is over.'),
  ALREADY_RETRACTED: row('reject', 409, 'This message has been retracted already.'),
  TARGET_OFFLINE: row('reject', 409, 'The receiver is not online.'),
  CANCELLED: row('reject', 409, 'Cancelled.'),
  UPLOAD_FAILED: row('reject', 502, 'The upload failed.'),
  DOWNLOAD_FAILED: row('reject', 502, 'The download failed.'),
  OFFLINE: row('retry', 503, 'There is no connection to the server.'),
  TIMEOUT: row('retry', 504, 'The server did not answer in time.'),
  SERVER_FULL: row('retry', 507, 'The server has no room left.'),
  BUSY: row('retry', 503, 'The server is busy; try again later.'),
  VERSION: row('fatal', 426, 'Client and server speak different versions; update the older one.'),
  STORE: row('fatal', 500, 'The local store failed.'),
  INTERNAL: row('reject', 500, 'The server failed; its log knows more under the request id.'),
} as const;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

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
    more: { retryAfterMs?: number | undefined; requestId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.disposition = errors[code].disposition;
    if (more.retryAfterMs !== undefined) this.retryAfterMs = more.retryAfterMs;
    if (more.requestId !== undefined) this.requestId = more.requestId;
  }

  static is(error: unknown, code?: ErrorCode): error is ImError {
    return error instanceof ImError && (code === undefined || error.code === code);
  }
}

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
  version: { code: 4007, shouldReconnect: false },
  notGreeted: { code: 4008, shouldReconnect: true },
  busy: { code: 4009, shouldReconnect: true },
  internal: { code: 4010, shouldReconnect: true },
} as const;
export type CloseReason = keyof typeof closeCodes;
