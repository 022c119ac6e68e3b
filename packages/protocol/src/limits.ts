/**
 * Every bound of the system, with its default. Those of the first block are settings of an application; all are served
 * at `GET /api/limits`. Sizes in bytes and times in ms, unless the name says otherwise.
 */
export const limits = {
  textCharacters: 4_000,
  customBytes: 16 * 1024,
  extrasBytes: 4 * 1024,
  mentions: 200,
  groupMembers: 10_000,
  groupsPerUser: 500,
  sendsPerSecond: 20,
  sendsBurst: 100,
  lookUpsPerMinute: 60,
  searchesPerMinute: 60,
  commandBytes: 4 * 1024,
  commandsPerSecond: 20,
  commandsBurst: 100,
  /** Of what is written and is no message: settings, groups, blocks, positions. */
  changesPerSecond: 20,
  changesBurst: 500,
  retractMs: 180_000,
  sessionMs: 90 * 24 * 3_600_000,
  imageBytes: 20 * 1024 * 1024,
  voiceBytes: 10 * 1024 * 1024,
  /** Of a video, too. */
  fileBytes: 500 * 1024 * 1024,
  thumbnailBytes: 64 * 1024,
  /** What one user may upload in 24 hours. */
  mediaBytesPerDay: 5 * 1024 * 1024 * 1024,

  /** Larger media come in pieces. */
  plainUploadBytes: 5 * 1024 * 1024,
  /** How long an upload may lie unfinished, and media unused. */
  uploadMs: 24 * 3_600_000,
  unshownMediaMs: 24 * 3_600_000,
  /** How long a transfer may stand still. */
  transferIdleMs: 30_000,
  transfersPerUser: 32,

  frameBytes: 64 * 1024,
  depth: 32,
  pageEntries: 500,
  /** An answer stays well below `waitingBytes`; what does not fit is asked for again. */
  pageBytes: 256 * 1024,
  lookUpUsers: 100,
  /** Of what is searched for; and how many messages one answer brings. */
  searchCharacters: 200,
  searchHits: 100,
  membersPerCall: 500,
  marksPerReport: 1_000,
  receiptsPerCall: 500,
  /** Marks of one conversation that wait for a connection. */
  marksWaiting: 10_000,
  /** What a chatroom keeps, and shows to who enters. */
  roomEntries: 50,
  roomsPerCall: 50,
  roomsPerConnection: 100,
  roomEntersPerMinute: 300,
  conversationsPerPage: 200,
  inFlightPerConversation: 32,
  requestsPerConnection: 256,
  queuedPerConversation: 1_000,
  blockedUsers: 1_000,
  outbox: 10_000,
  /** Unread messages of a conversation that mention the user, of which a device knows the places: the newest. */
  mentionsKnown: 100,
  offlineEntries: 10_000,
  roamingEntries: 100,
  heartbeatMs: 15_000,
  greetingMs: 10_000,
  reportMs: 1_000,
  roomBatchMs: 50,
  writeBehindMs: 5_000,
  reconnectVisibleMs: 5_000,
  reconnectHiddenMs: 30_000,
  requestMs: 30_000,
  waitingBytes: 1024 * 1024,
  cursorBytes: 200,
  unreadEvents: 1_000,
  nameBytes: 64,
  profileBytes: 250,
  profileExtrasBytes: 512,
  deviceNameBytes: 64,
} as const;

/** What the server alone counts: apart, so that no client loads it. */
export const serverLimits = {
  passwordsWaiting: 256,
  failuresPerMinute: 10,
  failuresPerMinuteByAddress: 300,
  failuresPerMinuteByAccount: 60,
  registrationsPerMinuteByAddress: 600,
  /** Each makes a session; who comes back with the token of one is not counted. */
  loginsPerMinuteByAccount: 600,
  /** A proxy in front that is not trusted is one address for everybody. */
  connectionsByAddress: 20_000,
  /** When one that found no room may come again. */
  connectAgainMs: 5_000,
  /** How many of a user's conversations one search looks through, and how many searches may wait. */
  searchedLogs: 10_000,
  searchesWaiting: 256,
  /** How many logs the index may know to be behind, before it looks at all of them again. */
  logsToIndex: 10_000,
  /** What a back end makes in one request, and how large that may be. */
  usersPerRequest: 500,
  apiBytes: 1024 * 1024,
  /** What is shown as a picture; larger ones can be sent as files. */
  picturePixels: 128 * 1024 * 1024,
  /** How long a request under a key of its own is answered alike. */
  answersMs: 24 * 3_600_000,
  answerKeyCharacters: 255,
} as const;

export type Limits = { readonly [K in keyof typeof limits]: number };

/** The bounds that an application may set for itself. */
export const applicationLimitNames = [
  'textCharacters',
  'customBytes',
  'extrasBytes',
  'mentions',
  'groupMembers',
  'groupsPerUser',
  'sendsPerSecond',
  'sendsBurst',
  'lookUpsPerMinute',
  'searchesPerMinute',
  'commandBytes',
  'commandsPerSecond',
  'commandsBurst',
  'changesPerSecond',
  'changesBurst',
  'retractMs',
  'sessionMs',
  'imageBytes',
  'voiceBytes',
  'fileBytes',
  'thumbnailBytes',
  'mediaBytesPerDay',
] as const satisfies readonly (keyof Limits)[];
