export type { ErrorCode } from '@palaver/protocol';
export { ImError } from '@palaver/protocol';
export * from './api.js';
export { content } from './content.js';
export { createClient } from './create-client.js';
export { indexedDbStore } from './store/indexeddb-store.js';
export { memoryStore } from './store/memory-store.js';
export { webSocketTransport } from './transport/websocket.js';
