import { ImError, type WireMessage } from '@palaver/protocol';
import type {
  Content,
  CustomContent,
  Extras,
  MemberRef,
  Message,
  MessageStatus,
  PromptContent,
  SendOptions,
  Target,
  User,
} from './api.js';
import { isPlaced, isSameUser, type StoredMessage } from './conversation/records.js';
import { groupEventOf, userOf } from './live/people.js';

/** What a message's methods need of the client. */
export interface MessageVerbs {
  retract(record: StoredMessage): Promise<Message<PromptContent>>;
  markRead(message: { readonly id: string; readonly conversationId: string }): Promise<void>;
}

/** A message as it was at one moment: `Message` of the public contract. */
export class MessageSnapshot implements Message {
  readonly id: string;
  declare readonly serverId?: string;
  declare readonly seq?: number;
  readonly conversationId: string;
  readonly target: Target;
  readonly from: User;
  readonly fromType: 'user' | 'admin' | 'system';
  readonly isOwn: boolean;
  readonly content: Content;
  readonly extras: Extras;
  readonly status: MessageStatus;
  declare readonly error?: ImError;
  readonly createdAt: Date;
  declare readonly mentions?: readonly MemberRef[] | 'all';
  declare readonly replyTo?: { readonly id: string; readonly seq: number };
  readonly notify: boolean;
  declare readonly notification?: NonNullable<SendOptions['notification']>;
  readonly isRead: boolean;
  readonly #verbs: MessageVerbs;
  readonly #record: StoredMessage;

  constructor(
    record: StoredMessage,
    context: {
      readonly target: Target;
      readonly me: { username: string; appKey: string };
      readonly isRead: boolean;
      readonly verbs: MessageVerbs;
    },
  ) {
    const wire = record.body.kind === 'message' ? record.body.message : undefined;
    this.id = record.id;
    if (record.sid !== null) this.serverId = record.sid;
    if (isPlaced(record)) this.seq = record.order[0];
    this.conversationId = record.conversation;
    this.target = context.target;
    this.from = userOf(record.from);
    this.fromType = record.fromType;
    this.isOwn = isSameUser(record.from, context.me);
    this.content = contentOf(record);
    this.extras = (wire?.extras ?? {}) as Extras;
    this.status = record.status;
    if (record.error) {
      const { code, message, ...more } = record.error;
      this.error = new ImError(code, message, more);
    }
    this.createdAt = new Date(record.at);
    if (wire?.mentions) this.mentions = wire.mentions === 'all' ? 'all' : wire.mentions.map(refOf(record.from.appKey));
    if (wire?.replyTo) this.replyTo = wire.replyTo;
    this.notify = wire?.notify ?? wire !== undefined;
    if (wire?.notification) this.notification = notificationOf(wire.notification);
    this.isRead = context.isRead;
    this.#verbs = context.verbs;
    this.#record = record;
  }

  markRead(): Promise<void> {
    return this.#verbs.markRead(this);
  }

  retract(): Promise<Message<PromptContent>> {
    return this.#verbs.retract(this.#record);
  }
}

const notificationOf = ({ title, alert, atPrefix }: NonNullable<WireMessage['notification']>) => ({
  ...(title !== undefined && { title }),
  ...(alert !== undefined && { alert }),
  ...(atPrefix !== undefined && { atPrefix }),
});

const refOf =
  (appKey: string) =>
  (ref: { username: string; appKey?: string | undefined }): MemberRef => ({
    username: ref.username,
    appKey: ref.appKey ?? appKey,
  });

/** For who shows it as it is; an interface has words of its own. */
const retractedText = 'This message was taken back.';

/** Content as the public contract has it; what this version cannot show is kept whole as 'unknown'. */
function contentOf(record: StoredMessage): Content {
  if (record.body.kind === 'event') return { type: 'event', event: groupEventOf(record.body.event) };
  if (record.body.kind === 'retracted') return { type: 'prompt', reason: 'retracted', text: retractedText };
  const { content } = record.body.message as { content: WireMessage['content'] & Record<string, unknown> };
  switch (content.type) {
    case 'text':
      if (typeof content['text'] === 'string') return { type: 'text', text: content['text'] };
      break;
    case 'location':
      if (typeof content['latitude'] === 'number' && typeof content['longitude'] === 'number')
        return content as unknown as Content;
      break;
    case 'custom':
      if (typeof content['kind'] === 'string' && typeof content['data'] === 'object' && content['data'])
        return content as unknown as CustomContent;
      break;
  }
  return { type: 'unknown', raw: content };
}
