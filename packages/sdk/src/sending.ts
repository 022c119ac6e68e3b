import { type Clock, ImError, type Random, uuidv7, type WireMessage } from '@palaver/protocol';
import type { Content, Extras, MemberRef, Message, SendHandle, SendOptions, Target } from './api.js';
import { checkMessage, plain } from './content.js';
import { conversationId, type StoredMessage } from './conversation/records.js';
import type { Desk } from './desk.js';
import type { Snapshots } from './live/snapshots.js';
import { createSending, type Sending } from './send-handle.js';
import { fullTarget, memberRef } from './targets.js';

export interface MessagesOutDeps {
  readonly me: { username: string; appKey: string };
  readonly clock: Clock;
  readonly random: Random;
  readonly desk: Pick<Desk, 'draft' | 'send' | 'sendAgain' | 'cancel'>;
  readonly stored: (conversation: string, id: string) => Promise<StoredMessage | undefined>;
  readonly snapshots: () => Snapshots;
  readonly onError: (error: unknown) => void;
}

/** Makes messages and hands them to the outbox; holds the handles of those that are on their way. */
export class MessagesOut {
  private readonly deps: MessagesOutDeps;
  /** By id; the same message may be sent by several calls, of which one at most is accepted. */
  private readonly open = new Map<string, Set<OpenSending>>();

  /** Forwarded, and still being read. */
  private readonly preparing = new Set<string>();

  constructor(deps: MessagesOutDeps) {
    this.deps = deps;
  }

  /** Stored at once as a draft (S23). */
  async createMessage(target: Target, content: Content | string, options: { extras?: Extras } = {}): Promise<Message> {
    const full = fullTarget(target, this.deps.me);
    const wire = this.wireMessage(uuidv7(this.deps.clock, this.deps.random), content, options);
    return this.deps.snapshots().message(await this.deps.desk.draft(full, wire));
  }

  /** Content, text, or a message of this device that is a draft or has failed (S26). */
  send(target: Target, message: Sendable, options: SendOptions = {}): SendHandle {
    const existing = isMessage(message) ? message : undefined;
    const id = existing?.id ?? uuidv7(this.deps.clock, this.deps.random);
    const sending = createSending(id, () => this.cancel(id), this.deps.onError);
    const { signal } = options;
    if (signal?.aborted) {
      sending.failed(new ImError('CANCELLED'));
      return sending.handle;
    }
    this.begin(id, target, existing ?? message, options, sending).catch(sending.failed);
    if (signal) {
      const cancel = () => this.cancel(id);
      const forget = () => signal.removeEventListener('abort', cancel);
      signal.addEventListener('abort', cancel);
      sending.handle.then(forget, forget);
    }
    return sending.handle;
  }

  /** The same content to somebody else, under a new id; its media are not uploaded again (S40). */
  forward(message: Message, to: Target, options: SendOptions = {}): SendHandle {
    return this.send(to, () => this.forwarded(message), { extras: message?.extras ?? {}, ...options });
  }

  /** As it stands here now: what was taken back meanwhile is not forwarded. */
  private async forwarded(message: Message): Promise<Content> {
    if (!isMessage(message)) throw new ImError('INVALID', 'Only a message can be forwarded.');
    const stored = await this.deps.stored(message.conversationId, message.id);
    const { status } = stored ?? message;
    if (status !== 'sent' && status !== 'received')
      throw new ImError('INVALID', 'Only a message that was sent or received can be forwarded.');
    const content = stored ? sentContent(stored) : message.content;
    const isShownOnly = content?.type === 'prompt' || content?.type === 'event';
    if (!content || isShownOnly) throw new ImError('INVALID', 'This message has no content to forward.');
    return content.type === 'unknown' ? (content.raw as unknown as Content) : content;
  }

  sent(record: StoredMessage): Message {
    const message = this.deps.snapshots().message(record);
    for (const { sending } of this.ended(record.id)) sending.sent(message);
    return message;
  }

  failed(record: StoredMessage, error: ImError): Message {
    for (const { sending } of this.ended(record.id)) sending.failed(error);
    return this.deps.snapshots().message(record);
  }

  /** Another tab may have brought some to their end without being able to say so. */
  async review(): Promise<void> {
    for (const [id, sendings] of this.open)
      for (const { conversation } of sendings) this.settle(await this.deps.stored(conversation, id));
  }

  /** The session is over here: nobody will learn what becomes of what is on its way. */
  stop(error: ImError): void {
    for (const sendings of this.open.values()) for (const { sending } of sendings) sending.failed(error);
    this.open.clear();
  }

  /** Ends as CANCELLED where the frame was not handed to a connection; after that it changes nothing (S29). */
  private cancel(id: string): void {
    if (this.preparing.delete(id)) return;
    this.deps.desk.cancel(id).catch(() => {});
  }

  /** What must be read before it can be handed to the outbox, where it can still be cancelled. */
  private async prepared(id: string, read: () => Promise<Content>): Promise<Content> {
    this.preparing.add(id);
    try {
      const content = await read();
      if (this.preparing.has(id)) return content;
    } finally {
      this.preparing.delete(id);
    }
    throw new ImError('CANCELLED');
  }

  private async begin(
    id: string,
    target: Target,
    message: Sendable,
    options: SendOptions,
    sending: Sending,
  ): Promise<void> {
    const full = fullTarget(target, this.deps.me);
    const isExisting = isMessage(message);
    const content = typeof message === 'function' ? await this.prepared(id, message) : message;
    const wire = isMessage(content) ? undefined : this.wireMessage(id, content, options);
    const again = isExisting ? plain(this.wireOptions(options)) : {};
    const { desk } = this.deps;
    const own = { sending, conversation: conversationId(full) };
    this.open.set(id, (this.open.get(id) ?? new Set()).add(own));
    try {
      const stored = await (wire ? desk.send(full, wire) : desk.sendAgain(full, id, again));
      sending.stored(this.deps.snapshots().message(stored));
      options.onProgress?.(1);
      this.settle(stored);
    } catch (error) {
      this.open.get(id)?.delete(own);
      throw error;
    }
  }

  private settle(record: StoredMessage | undefined): void {
    if (record?.status === 'sent') this.sent(record);
    if (record?.status !== 'failed') return;
    const { code, message, ...more } = record.error ?? { code: 'INTERNAL' as const, message: undefined };
    this.failed(record, new ImError(code, message, more));
  }

  private ended(id: string): Iterable<OpenSending> {
    const ended = this.open.get(id) ?? [];
    this.open.delete(id);
    return ended;
  }

  private wireMessage(id: string, content: Content | string, options: SendOptions): WireMessage {
    const body = typeof content === 'string' ? { type: 'text' as const, text: content } : content;
    const wire = plain({ id, content: body, ...this.wireOptions(options) } as unknown as WireMessage);
    checkMessage(wire);
    return wire;
  }

  private wireOptions(options: SendOptions): Partial<WireMessage> {
    const { signal: _, onProgress: __, mentions, replyTo, ...rest } = options;
    if (replyTo && replyTo.seq === undefined)
      throw new ImError('INVALID', 'Only a message that was sent can be answered.');
    return {
      ...rest,
      ...(mentions && { mentions: mentions === 'all' ? 'all' : mentions.map((ref) => this.refOf(ref)) }),
      ...(replyTo && { replyTo: { id: replyTo.id, seq: replyTo.seq } }),
    } as Partial<WireMessage>;
  }

  private refOf(ref: MemberRef) {
    return memberRef(ref, this.deps.me.appKey);
  }
}

/** Also content that must be read first. */
type Sendable = Content | string | Message | (() => Promise<Content>);

/** What a message carried, as its sender's device made it. */
const sentContent = ({ body }: StoredMessage): Content | undefined =>
  body.kind === 'message' ? (body.message.content as unknown as Content) : undefined;

interface OpenSending {
  readonly sending: Sending;
  readonly conversation: string;
}

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'conversationId' in value;
