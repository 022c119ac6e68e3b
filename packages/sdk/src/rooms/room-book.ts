import { ImError } from '@palaver/protocol';
import type { Target } from '../api.js';
import { conversationId } from '../conversation/records.js';
import { ConversationBook, type ConversationsDeps } from '../conversations.js';
import { sendTarget } from '../targets.js';

export interface RoomBookDeps extends ConversationsDeps {
  readonly mustBeInside: (id: string) => Promise<void>;
  readonly leave: (id: string) => Promise<void>;
}

/** What one can do with a chatroom's conversation: the server knows nothing of it that is one user's. */
export class RoomBook extends ConversationBook {
  private readonly hall: RoomBookDeps;

  constructor(deps: RoomBookDeps) {
    super(deps);
    this.hall = deps;
  }

  override async open(target: Target): Promise<string> {
    const full = sendTarget(target, this.hall.me);
    if ('chatroom' in full) await this.hall.mustBeInside(full.chatroom);
    return conversationId(full);
  }

  /** Who removes it does not want to hear of it. */
  override async remove(id: string): Promise<boolean> {
    const target = this.hall.replica.get(id)?.target;
    const isInside = this.hall.replica.get(id)?.isListed ?? false;
    if (isInside && target && 'chatroom' in target) await this.hall.leave(target.chatroom);
    return isInside;
  }

  /** Nothing there is unread. */
  override async clearUnread(): Promise<void> {}

  override setMuted(): Promise<void> {
    return Promise.reject(new ImError('INVALID', 'A chatroom has no do-not-disturb.'));
  }

  override setPinned(): Promise<void> {
    return Promise.reject(new ImError('INVALID', 'A chatroom is in no list.'));
  }
}
