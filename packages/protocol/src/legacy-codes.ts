import type { ErrorCode } from './errors.js';

/**
 * JMessage's numbers for our errors, for code and people that know them. It has several families for one fault; where
 * its server answers over the long connection that number stands here, else that of its iOS client, else of Android's.
 */
const general: Partial<Record<ErrorCode, number>> = {
  INVALID: 800008,
  NOT_FOUND: 800006,
  USER_EXISTS: 898001,
  NOT_LOGGED_IN: 863004,
  UNAUTHENTICATED: 801004,
  TOKEN_EXPIRED: 898010,
  FORBIDDEN: 800020,
  NOT_MEMBER: 800019,
  ALREADY_MEMBER: 810007,
  GROUP_FULL: 810008,
  BLOCKED: 803008,
  SILENCED: 803012,
  RATE_LIMITED: 800017,
  TOO_LARGE: 898061,
  RETRACT_TIMEOUT: 855001,
  ALREADY_RETRACTED: 855004,
  TARGET_OFFLINE: 857002,
  CANCELLED: 871327,
  UPLOAD_FAILED: 871402,
  DOWNLOAD_FAILED: 871404,
  OFFLINE: 871310,
  TIMEOUT: 871201,
  STORE: 861000,
  INTERNAL: 800009,
};

/** Where the same fault has a number of its own in one operation. A final `*` stands for any ending. */
const particular: Readonly<Record<string, Partial<Record<ErrorCode, number>>>> = {
  login: { NOT_FOUND: 800003, FORBIDDEN: 801006 },
  'send to user': { INVALID: 803011, NOT_FOUND: 803003, FORBIDDEN: 803006, RATE_LIMITED: 803010, TOO_LARGE: 803007 },
  'send to group': {
    ...{ INVALID: 803011, NOT_FOUND: 803004, FORBIDDEN: 803006, RATE_LIMITED: 803010, TOO_LARGE: 803007 },
    ...{ NOT_MEMBER: 803005 },
  },
  'send to chatroom': { INVALID: 847005, NOT_FOUND: 847003, NOT_MEMBER: 847001, SILENCED: 847002, TOO_LARGE: 847004 },
  retract: { NOT_FOUND: 855003, FORBIDDEN: 855002 },
  command: { INVALID: 857006, NOT_FOUND: 857003, NOT_MEMBER: 857005, TOO_LARGE: 857004 },
  'groups.remove_members': { NOT_FOUND: 811005, FORBIDDEN: 811006, NOT_MEMBER: 811008 },
  'groups.add_members': { NOT_FOUND: 810005 },
  'groups.create': { NOT_FOUND: 810005 },
  'groups.*': { NOT_FOUND: 800018 },
  'rooms.*': { NOT_FOUND: 852002, NOT_MEMBER: 852001 },
};

/** The number for an error, in general or in an operation; undefined where JMessage has none. */
export function legacyCodeOf(code: ErrorCode, operation = ''): number | undefined {
  const own = particular[operation]?.[code];
  return own ?? particular[`${operation.split('.')[0]}.*`]?.[code] ?? general[code];
}
