import type { EndReason, Operation, Refusal, Request } from '@palaver/protocol';
import type { Seen } from '../../auth/seen.js';
import type { CoreDeps } from '../../core-ports.js';
import type { Hub } from '../../delivery/hub.js';
import type { Lines } from '../../delivery/lines.js';
import type { Positions } from '../../delivery/positions.js';
import type { Presenter } from '../../delivery/present.js';
import type { Publisher } from '../../delivery/publisher.js';
import type { ReceiptPushes } from '../../delivery/receipts.js';
import type { Rooms } from '../../delivery/rooms.js';
import type { Batcher } from '../../engine/batcher.js';
import type { Lanes } from '../../engine/lanes.js';
import type { Throttle } from '../../engine/throttle.js';
import type { MediaAccess } from '../../media/media-access.js';
import type { Counts } from '../../metrics/counts.js';
import type { Directory } from '../../people/directory.js';
import type { ApplicationRow, SessionRow, UserRow } from '../../store/people-rows.js';
import type { Connection } from '../connection.js';

/** What handlers work with; each takes of it what it needs. */
export interface Services
  extends Pick<CoreDeps, 'clock' | 'random' | 'log' | 'store' | 'digest' | 'passwords' | 'tokens' | 'search'> {
  readonly directory: Directory;
  readonly hub: Hub;
  readonly lanes: Lanes;
  readonly batcher: Batcher;
  readonly lines: Lines;
  readonly publisher: Publisher;
  readonly presenter: Presenter;
  readonly positions: Positions;
  readonly receipts: ReceiptPushes;
  readonly sends: Throttle;
  readonly lookUps: Throttle;
  readonly searches: Throttle;
  readonly media: MediaAccess;
  readonly commands: Throttle;
  readonly changes: Throttle;
  readonly logins: Throttle;
  readonly rooms: Rooms;
  readonly enters: Throttle;
  readonly counts: Counts;
  readonly seen: Seen;
}

/** Answers a request through `reply`, once. What it throws becomes INTERNAL and ends the connection. */
export type Handler<O extends Operation> = (request: Request<O>, asked: Asked) => void | Promise<void>;

export interface Asked {
  readonly connection: Connection;
  readonly asker: Asker;
  readonly reply: Reply;
  /** More requests are open than may be: a send then looks only whether it is in the log already. */
  readonly isOver: boolean;
}

/** What can be asked without a connection too, as by an application's back end. */
export type AskedHandler<O extends Operation> = (
  request: Request<O>,
  asked: Pick<Asked, 'asker' | 'reply'>,
) => void | Promise<void>;

/** On whose behalf something is asked. */
export interface Asker {
  readonly identity: Pick<Identity, 'user' | 'application'>;
  /** The application's back end: bounds in time do not hold for it. */
  readonly isBackEnd?: boolean;
  /** Nobody can say whether it was done: neither an answer nor a refusal would be true. */
  unknown(): void;
}

export interface Reply {
  ok(response: object): void;
  /** The fields of the response as JSON text, with stored text spliced in. */
  text(fields: string): void;
  refuse(refusal: Refusal & { readonly ended?: EndReason }): void;
}

/** Who a connection logged in as. */
export interface Identity {
  readonly user: UserRow;
  readonly application: ApplicationRow;
  readonly session: SessionRow;
}
