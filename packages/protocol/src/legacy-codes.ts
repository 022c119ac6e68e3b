import type { ErrorCode } from './errors.js';

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

/** JMessage's number for an error in an operation, where that is not the one of every operation. */
export const particularCode = (code: ErrorCode, operation = ''): number | undefined =>
  particular[operation]?.[code] ?? particular[`${operation.split('.')[0]}.*`]?.[code];
