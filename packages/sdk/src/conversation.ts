import { type GroupCard, ImError, type RoomCard, type UserCard } from '@palaver/protocol';
import type {
  Chatroom,
  CommandData,
  Content,
  Conversation,
  Extras,
  Group,
  Message,
  Messages,
  PromptContent,
  SendHandle,
  SendOptions,
  Target,
  User,
} from './api.js';
import type { StoredConversation } from './conversation/records.js';
import { unreadCount } from './conversation/unread.js';
import { chatroomOf, groupOf, groupTitle, userOf } from './live/people.js';

/** What a conversation's methods need of the client. They act on the id. */
export interface ConversationVerbs {
  messagesOf(id: string): Messages;
  clearUnread(id: string): Promise<void>;
  createMessage(target: Target, content: Content | string, options?: { extras?: Extras }): Promise<Message>;
  send(target: Target, message: Content | string | Message, options?: SendOptions): SendHandle;
  sendCommand(target: Target, data: CommandData): Promise<void>;
  setDraft(id: string, text: string): Promise<void>;
  setMuted(id: string, muted: boolean): Promise<void>;
  setPinned(id: string, pinned: boolean): Promise<void>;
  setExtras(id: string, extras: Extras): Promise<void>;
  avatar(id: string): Promise<Blob | undefined>;
  avatarUrl(id: string): string | undefined;
}

/** A conversation as it was at one moment: `Conversation` of the public contract. */
export class ConversationSnapshot implements Conversation {
  readonly id: string;
  readonly type: 'single' | 'group' | 'chatroom';
  readonly target: Target;
  readonly title: string;
  readonly peer: User | Group | Chatroom;
  readonly unreadCount: number;
  readonly mentions: readonly number[];
  readonly isMentioned: boolean;
  declare readonly lastMessage?: Message;
  declare readonly lastMessageAt?: Date;
  readonly muted: boolean;
  readonly pinned: boolean;
  declare readonly draft?: string;
  readonly extras: Extras;
  readonly avatarId: string;
  readonly #verbs: ConversationVerbs;

  constructor(record: StoredConversation, lastMessage: Message | undefined, verbs: ConversationVerbs) {
    const { target, peer } = record;
    this.id = record.id;
    this.target = target;
    if ('chatroom' in target) {
      this.type = 'chatroom';
      this.peer = chatroomOf(peer as RoomCard);
      this.title = this.peer.name;
      this.avatarId = `${target.chatroom}_chatroom`;
    } else if ('group' in target) {
      this.type = 'group';
      this.title = groupTitle(peer as GroupCard);
      this.peer = groupOf(peer as GroupCard);
      this.avatarId = `${target.group}_group`;
    } else {
      this.type = 'single';
      const user = userOf(peer as UserCard);
      this.title = user.displayName;
      this.peer = user;
      this.avatarId = `${target.user}_${target.appKey}_single`;
    }
    this.unreadCount = unreadCount(record.unread);
    this.mentions = (record.mentions ?? []).filter((seq) => seq > record.unread.read);
    this.isMentioned = this.mentions.length > 0;
    if (lastMessage) this.lastMessage = lastMessage;
    const at = lastActivityAt(record);
    if (at > 0) this.lastMessageAt = new Date(at);
    this.muted = record.muted;
    this.pinned = record.pinned;
    if (record.draft !== '') this.draft = record.draft;
    this.extras = record.extras;
    this.#verbs = verbs;
  }

  /** Read when somebody looks: few of a long list are shown. */
  get avatarUrl(): string | undefined {
    return this.#verbs.avatarUrl(this.id);
  }

  avatar(): Promise<Blob | undefined> {
    return this.#verbs.avatar(this.id);
  }

  get messages(): Messages {
    return this.#verbs.messagesOf(this.id);
  }

  clearUnread(): Promise<void> {
    return this.#verbs.clearUnread(this.id);
  }

  createMessage(content: Content | string, options?: { extras?: Extras }): Promise<Message> {
    return this.#verbs.createMessage(this.target, content, options);
  }

  send(message: Content | string | Message, options?: SendOptions): SendHandle {
    return this.#verbs.send(this.target, message, options);
  }

  async retract(message: Message): Promise<Message<PromptContent>> {
    if (message?.conversationId !== this.id) throw new ImError('INVALID');
    return message.retract();
  }

  sendCommand(data: CommandData): Promise<void> {
    return this.#verbs.sendCommand(this.target, data);
  }

  setDraft(text: string): Promise<void> {
    return this.#verbs.setDraft(this.id, text);
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#verbs.setMuted(this.id, muted);
  }

  setPinned(pinned: boolean): Promise<void> {
    return this.#verbs.setPinned(this.id, pinned);
  }

  setExtras(extras: Extras): Promise<void> {
    return this.#verbs.setExtras(this.id, extras);
  }
}

/** When something was last said, in ms; 0 where nothing was, or nothing that is left here. */
export const lastActivityAt = (record: StoredConversation): number =>
  record.last?.at ?? (record.head > record.cleared ? record.headAt : 0);
