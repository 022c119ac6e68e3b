import { closeCodes, limits, refusal, serverLimits } from '@palaver/protocol';
import { createAdmin } from './auth/admin.js';
import { createRoomAdmin } from './auth/admin-rooms.js';
import { Attempts } from './auth/attempts.js';
import { createAuthenticator } from './auth/login.js';
import { Seen } from './auth/seen.js';
import { createBackEnd } from './backend/back-end.js';
import type { Core, CoreDeps } from './core-ports.js';
import { Hub } from './delivery/hub.js';
import { Lines } from './delivery/lines.js';
import { Positions } from './delivery/positions.js';
import { Presenter } from './delivery/present.js';
import { Publisher } from './delivery/publisher.js';
import { ReceiptPushes } from './delivery/receipts.js';
import { Rooms } from './delivery/rooms.js';
import { createBatcher } from './engine/batcher.js';
import { Lanes } from './engine/lanes.js';
import { Throttle } from './engine/throttle.js';
import { MediaAccess } from './media/media-access.js';
import { createMediaDesk } from './media/media-desk.js';
import { coreMetrics } from './metrics/core-metrics.js';
import { countedReads, withCountedUploads, withCounts } from './metrics/counting.js';
import { Counts } from './metrics/counts.js';
import { Directory } from './people/directory.js';
import { createRetention } from './retention/retention.js';
import { withSearch } from './search/committed.js';
import { Connection } from './session/connection.js';
import type { Services } from './session/handlers/handler.js';
import { createHandlers } from './session/handlers/handlers.js';
import { refusalText } from './session/reply.js';
import { Sweep } from './session/sweep.js';
import { withFatalWrites } from './store/fatal-writes.js';

/** The server without its I/O: the only file that sees all of the core. */
export function createCore(deps: CoreDeps): Core {
  const { clock, log, onFatal } = deps;
  const counts = new Counts();
  const store = withCounts(withSearch(withFatalWrites(deps.store, onFatal), deps.search), clock, counts);
  const directory = new Directory(store);
  const hub = new Hub();
  const rooms = new Rooms();
  const lines = new Lines(log);
  const presenter = new Presenter(directory);
  const receipts = new ReceiptPushes({ hub, lines });
  const lanes = new Lanes({ store, log });
  const batcher = createBatcher({
    store,
    clock,
    log,
    onFatal,
    onSettled: (mark) => {
      receipts.flush();
      if (mark !== undefined) lines.advance(mark);
      lanes.settled();
    },
    // What was committed before this process began has nobody to be pushed to.
    ready: store.nextMark().then((mark) => lines.advance(mark - 1)),
  });
  lanes.attach(batcher);
  const services: Services = {
    ...deps,
    store,
    directory,
    hub,
    lanes,
    batcher,
    lines,
    presenter,
    receipts,
    publisher: new Publisher({ hub, rooms, lines, presenter, store }),
    positions: new Positions({ batcher, clock }),
    sends: new Throttle(clock),
    lookUps: new Throttle(clock),
    searches: new Throttle(clock),
    media: new MediaAccess({ store, directory, clock }),
    commands: new Throttle(clock),
    changes: new Throttle(clock),
    logins: new Throttle(clock),
    rooms,
    enters: new Throttle(clock),
    seen: new Seen({ store, clock }),
    counts,
  };
  const attempts = new Attempts(clock);
  const handlers = createHandlers(services, createAuthenticator(services, attempts), attempts);
  const sweep = new Sweep(clock);
  const files = withCountedUploads(deps.mediaFiles, counts);
  const media = {
    ...createMediaDesk(services, { ...deps, files }),
    read: countedReads(files.read, counts),
  };
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    for (const connection of sweep.connections) connection.drain();
    await settled();
    // After a failed commit nothing is written any more: going must not wait for it.
    const overdue = new Promise<void>((resolve) => clock.after(drainMs, resolve));
    for (const connection of sweep.connections) connection.noteSeen();
    await Promise.race([Promise.all([services.positions.flush(), services.seen.close()]), overdue]);
    // A few at a time: whoever comes back comes to another server, or to this one when it has just begun.
    for (const [at, connection] of [...sweep.connections].entries()) {
      if (at > 0 && at % drainAtOnce === 0) await new Promise<void>((resolve) => clock.after(drainStepMs, resolve));
      connection.close('drained');
    }
  }

  /** When all that was begun has been answered, or has had its time. */
  async function settled(): Promise<void> {
    const isBusy = () =>
      !batcher.isIdle() ||
      !lanes.isIdle() ||
      !lines.isIdle() ||
      [...sweep.connections].some((one) => one.openRequests > 0);
    for (let waited = 0; isBusy() && waited < drainMs; waited += drainStepMs)
      await new Promise<void>((resolve) => clock.after(drainStepMs, resolve));
  }

  return {
    accept(socket) {
      if (draining) {
        socket.close(closeCodes.drained.code, 'drained');
        return deaf;
      }
      if (sweep.isFull(socket.address)) {
        socket.send(refusalText(refusal('RATE_LIMITED', undefined, serverLimits.connectAgainMs)));
        socket.close(closeCodes.busy.code, 'busy');
        return deaf;
      }
      const connection = new Connection(socket, services, handlers, (closed) => sweep.remove(closed));
      sweep.add(connection);
      return connection;
    },
    admin: { ...createAdmin(services), ...createRoomAdmin(services) },
    backEnd: createBackEnd(services),
    media,
    expire: createRetention(services),
    stats: () => ({ connections: sweep.connections.size, sessions: hub.count() }),
    counts,
    metrics: () =>
      coreMetrics(counts, {
        connections: sweep.connections.size,
        sessions: hub.count(),
        transfers: media.transfers.size,
        queues: {
          batch: batcher.depth(),
          lanes: lanes.depth(),
          publications: lines.depth(),
          positions: services.positions.waiting,
        },
        unsentBytes: [...sweep.connections].reduce((sum, one) => sum + one.unsentBytes, 0),
      }),
    drain: () => {
      draining ??= drain();
      return draining;
    },
  };
}

/** Of a connection that was not taken. */
const deaf = { message() {}, fault() {}, closed() {} };
const drainMs = limits.requestMs / 3;
const drainStepMs = 10;
const drainAtOnce = 100;
