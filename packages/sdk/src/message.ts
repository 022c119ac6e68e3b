import { ImError, type WireMessage } from '@palaver/protocol';
import type {
  Content,
  CustomContent,
  Extras,
  Media,
  MemberRef,
  Message,
  MessageStatus,
  PromptContent,
  SendOptions,
  Target,
  TransferOptions,
  User,
} from './api.js';
import { isPlaced, isSameUser, messageIdOf, type StoredMessage } from './conversation/records.js';
import { groupEventOf, userOf } from './live/people.js';
import { mediaIn, mediaRefOf, type Slot } from './media/wire-media.js';

/** What a message's methods need of the client. */
export interface MessageVerbs {
  receipts(record: StoredMessage): Promise<{ read: User[]; unread: User[] }>;
  retract(record: StoredMessage): Promise<Message<PromptContent>>;
  markRead(record: StoredMessage): Promise<void>;
  download(record: StoredMessage, variant: 'original' | 'thumbnail', options: TransferOptions): Promise<Blob>;
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
  readonly needReadReceipt: boolean;
  declare readonly recipients?: number;
  declare readonly unreadReceipts?: number;
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
    this.id = messageIdOf(record.id);
    if (record.sid !== null) this.serverId = record.sid;
    if (isPlaced(record)) this.seq = record.order[0];
    this.conversationId = record.conversation;
    this.target = context.target;
    this.from = userOf(record.from);
    this.fromType = record.fromType;
    this.isOwn = isSameUser(record.from, context.me);
    this.content = contentOf(record);
    this.extras = (wire?.extras ?? {}) as Extras;
    this.status = statusOf(record);
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
    this.needReadReceipt = wire?.needReadReceipt === true;
    if (record.receipts) {
      this.recipients = record.receipts.recipients;
      this.unreadReceipts = record.receipts.recipients - record.receipts.readers;
    }
    this.#verbs = context.verbs;
    this.#record = record;
  }

  markRead(): Promise<void> {
    return this.#verbs.markRead(this.#record);
  }

  receipts(): Promise<{ read: User[]; unread: User[] }> {
    return this.#verbs.receipts(this.#record);
  }

  download(variant: 'original' | 'thumbnail' = 'original', options: TransferOptions = {}): Promise<Blob> {
    return this.#verbs.download(this.#record, variant, options);
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

/** What comes by itself shows with what is received; one's own messages are sent, whatever is missing here. */
function statusOf({ status, fetched }: StoredMessage): MessageStatus {
  if (status !== 'received' || fetched === undefined || fetched === 'held') return status;
  return fetched === 'failed' ? 'download_failed' : 'downloading';
}

/** Content as the public contract has it; what this version cannot show is kept whole as 'unknown'. */
function contentOf(record: StoredMessage): Content {
  if (record.body.kind === 'event') return { type: 'event', event: groupEventOf(record.body.event) };
  if (record.body.kind === 'retracted') return { type: 'prompt', reason: 'retracted', text: retractedText };
  const { content } = record.body.message as { content: WireMessage['content'] & Record<string, unknown> };
  switch (content.type) {
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return mediaContentOf(record, content) ?? { type: 'unknown', raw: content };
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

/** Undefined where it is not as this version knows it. */
function mediaContentOf(record: StoredMessage, content: Record<string, unknown>): Content | undefined {
  const { thumbnail: _, ...said } = content;
  const { type, duration, fileName } = said;
  const isWhole = type === 'image' || (type === 'file' ? typeof fileName === 'string' : typeof duration === 'number');
  const media = shownMedia(record, 'media');
  const thumbnail = shownMedia(record, 'thumbnail');
  return isWhole && media ? ({ ...said, media, ...(thumbnail && { thumbnail }) } as unknown as Content) : undefined;
}

/** Its id is the server's to know: it shows when the upload is complete. */
function shownMedia(record: StoredMessage, slot: Slot): Media | undefined {
  const media = mediaIn(record, slot);
  if (!media) return undefined;
  const { mediaId, ...known } = mediaRefOf(media);
  const isMissing = record.files?.some((file) => file.mediaId === mediaId && !file.isUploaded);
  return isMissing ? known : { mediaId, ...known };
}
