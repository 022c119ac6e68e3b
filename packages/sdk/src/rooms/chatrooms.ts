import { ImError } from '@palaver/protocol';
import type { Chatrooms, Conversation } from '../api.js';
import type { Desk } from '../desk.js';
import { chatroomOf } from '../live/people.js';

export interface ChatroomsDeps {
  readonly desk: () => Pick<Desk, 'request' | 'enterRoom' | 'leaveRoom'>;
  readonly shown: (conversation: string) => Conversation | undefined;
}

/** Chatrooms: what there is, always asked of the server, and going in and out (O2). */
export const createChatrooms = ({ desk, shown }: ChatroomsDeps): Chatrooms => ({
  async list({ start, count } = {}) {
    const page = { ...(start !== undefined && { start }), ...(count !== undefined && { count }) };
    const { rooms, total } = await desk().request('rooms.list', page);
    return { items: rooms.map(chatroomOf), total };
  },
  async get(id) {
    return chatroomOf((await desk().request('rooms.get', { id })).room);
  },
  async enter(id) {
    const conversation = shown(await desk().enterRoom(id));
    if (!conversation) throw new ImError('CANCELLED', 'It was left meanwhile.');
    return conversation;
  },
  async leave(id) {
    await desk().leaveRoom(id);
  },
});
