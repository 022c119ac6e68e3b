// A simulation waits for nothing real: what clients load later is loaded with it.
import './loaded-later.js';

export type { ClientParts } from './client.js';
export { createClientWith as createClient } from './create-client.js';
export type { MediaKit } from './media/media-kit.js';
export * as mediaWork from './media/media-work.js';
export type { ClientPorts, Presence } from './ports.js';
export type { Change, LocalDatabase, LocalStorePort } from './store/local-store.js';
export { type SimulatedDisk, type SimulatedDiskOptions, simulatedDisk } from './store/simulated-disk.js';
export { reconnectDelayMs } from './sync/reconnect-policy.js';
export type { FilesPort } from './transport/files.js';
export { type HttpAnswer, type HttpPort, type HttpRequest, isFilePart, type Piece } from './transport/http.js';
export type { TransportConnection, TransportEvents, TransportPort } from './transport/transport.js';
