import type { LocalStore } from '../../api.js';
import type { Change, LocalDatabase, LocalStorePort, MessageRecord, Order } from '../local-store.js';

/** Stores to try: each place is new, and keeps what was put into it when it is opened again. */
export interface Stores {
  newPlace(): string;
  port(place: string): Promise<LocalStorePort>;
  /** The database of some account in a new place. */
  fresh(): Promise<LocalDatabase>;
}

export function storesOf(name: string, open: (place: string) => LocalStore | Promise<LocalStore>): Stores {
  let places = 0;
  const newPlace = () => `${name}-${places++}`;
  const port = async (place: string) => (await open(place)) as LocalStorePort;
  return { newPlace, port, fresh: async () => (await port(newPlace())).open('account') };
}

export const putValue = (key: string, value: unknown): Change => ({ put: 'value', key, value });
export const putOutbox = (id: string, position: number): Change => ({ put: 'outbox', record: { id, position } });
export const putConversation = (id: string): Change => ({
  put: 'conversation',
  record: { id, title: `conversation ${id}` },
});
export const message = (conversation: string, id: string, order: Order): MessageRecord => ({
  conversation,
  id,
  order,
  body: `text of ${id}`,
});
export const putMessage = (conversation: string, id: string, order: Order): Change => ({
  put: 'message',
  record: message(conversation, id, order),
});
export const putBlob = (conversation: string, message: string, name: string, text: string): Change => ({
  put: 'blob',
  record: { conversation, message, name, blob: new Blob([text], { type: 'text/plain' }) },
});
export const idsOf = (records: readonly { readonly id: string }[]) => records.map((record) => record.id);
