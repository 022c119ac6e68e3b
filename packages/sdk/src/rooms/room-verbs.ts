import { ImError } from '@palaver/protocol';
import type { FullTarget, StoredMessage } from '../conversation/records.js';
import type { Desk } from '../desk.js';
import type { RoomCopy } from './room-copy.js';
import type { RoomHall } from './room-hall.js';

/** What an account can be asked about chatrooms: each verb of the desk that may name one. */
export class RoomVerbs {
  private readonly hall: RoomHall;
  private readonly copy: RoomCopy;

  constructor(hall: RoomHall, copy: RoomCopy) {
    this.hall = hall;
    this.copy = copy;
  }

  readonly enterRoom: Desk['enterRoom'] = (id) => this.hall.enter(id);
  readonly leaveRoom: Desk['leaveRoom'] = (id) => this.hall.leave(id);
  readonly restoreRooms: Desk['restoreRooms'] = (changes) => this.hall.restore(changes);
  readonly roomState: Desk['roomState'] = () => this.copy.all();

  readonly open: Desk['open'] = (target) => this.hall.book.open(target);
  readonly remove: Desk['remove'] = (id) => this.hall.book.remove(id);
  readonly clearUnread: Desk['clearUnread'] = () => this.hall.book.clearUnread();
  readonly setDraft: Desk['setDraft'] = (id, text) => this.hall.book.setDraft(id, text);
  readonly setExtras: Desk['setExtras'] = (id, extras) => this.hall.book.setExtras(id, extras);
  readonly setMuted: Desk['setMuted'] = () => this.hall.book.setMuted();
  readonly setUserMuted: Desk['setUserMuted'] = () => this.hall.book.setMuted();
  readonly setPinned: Desk['setPinned'] = () => this.hall.book.setPinned();
  readonly markRead: Desk['markRead'] = (message) => this.hall.book.markRead(message);
  readonly removeMessage: Desk['removeMessage'] = (conversation, id) => this.hall.book.removeMessage(conversation, id);

  readonly draft: Desk['draft'] = (target, wire, made) => this.hall.draft(target, wire, made);
  readonly send: Desk['send'] = (target, wire, made) => this.hall.send(target, wire, made);
  readonly sendAgain: Desk['sendAgain'] = (target, id, options) => this.hall.sendAgain(target, id, options);
  readonly retract: Desk['retract'] = async () => {
    throw new ImError('INVALID', 'Nothing is taken back in a chatroom.');
  };

  readonly download: Desk['download'] = (asked) => this.hall.media.download(asked);
  readonly want: Desk['want'] = async (messages) => this.hall.media.wantAll(messages);
  readonly avatar: Desk['avatar'] = async () => undefined;
  /** What is not here of a chatroom has been passed over. */
  readonly fetch: Desk['fetch'] = async () => {};

  /** What a tab asks to be sent and a leader before this one has begun to send. */
  async sentBefore([target, message]: readonly unknown[]): Promise<StoredMessage | undefined> {
    const { id } = typeof message === 'string' ? { id: message } : (message as { id: string });
    const known = await this.hall.stored(target as FullTarget, id);
    const isNew = known === undefined || (typeof message === 'string' && !this.hall.has(id));
    return isNew ? undefined : known;
  }
}
