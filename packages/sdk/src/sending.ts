import { type Clock, ImError, type Random, uuidv7, type WireMessage } from '@palaver/protocol';
import type { Content, Extras, MemberRef, Message, SendHandle, SendOptions, Target } from './api.js';
import { checkMessage } from './content.js';
import { conversationId, isUploading, type StoredMessage } from './conversation/records.js';
import type { Desk } from './desk.js';
import type { Snapshots } from './live/snapshots.js';
import { loadedKit } from './media/media-desk.js';
import type { MadeFile, MediaKit } from './media/media-kit.js';
import { sourcesOf } from './media/sources.js';
import { parts } from './parts.js';
import { plain } from './plain.js';
import { createSending, type Sending } from './send-handle.js';
import { memberRef, sendTarget } from './targets.js';

export interface MessagesOutDeps {
  readonly me: { username: string; appKey: string };
  readonly clock: Clock;
  readonly random: Random;
  readonly desk: Pick<Desk, 'draft' | 'send' | 'sendAgain' | 'cancel'>;
  readonly stored: (conversation: string, id: string) => Promise<StoredMessage | undefined>;
  readonly snapshots: () => Snapshots;
  readonly kit: (() => Promise<MediaKit>) | undefined;
  readonly onError: (error: unknown) => void;
}

/** Makes messages and hands them to the outbox; holds the handles of those that are on their way. */
export class MessagesOut {
  private readonly deps: MessagesOutDeps;
  /** By id; the same message may be sent by several calls, of which one at most is accepted. */
  private readonly open = new Map<string, Set<OpenSending>>();

  constructor(deps: MessagesOutDeps) {
    this.deps = deps;
  }

  /** Stored at once as a draft (S23). */
  async createMessage(target: Target, content: Content | string, options: { extras?: Extras } = {}): Promise<Message> {
    const full = sendTarget(target, this.deps.me);
    const { wire, made } = await this.make(this.newId(), content, options);
    return this.deps.snapshots().message(await this.deps.desk.draft(full, wire, made));
  }

  /** Content, text, or a message of this device that is a draft or has failed (S26). */
  send(target: Target, message: Sendable, options: SendOptions = {}): SendHandle {
    const existing = isMessage(message) ? message : undefined;
    const id = existing?.id ?? this.newId();
    const { signal, onProgress } = options;
    const sending = createSending(id, () => this.cancel(id), this.deps.onError, onProgress);
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
    const read = async () => {
      const { forwardedContent } = await parts.asking();
      return forwardedContent(message, to, this.deps.stored, this.deps.snapshots());
    };
    return this.send(to, read, { extras: message?.extras ?? {}, ...options });
  }

  sent(record: StoredMessage): Message {
    const message = this.deps.snapshots().message(record);
    for (const { sending } of this.ended(record.id)) sending.sent(message);
    return message;
  }

  progress(id: string, fraction: number): void {
    for (const { sending } of this.open.get(id) ?? []) sending.progress(fraction);
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
    for (const one of this.open.get(id) ?? []) one.isCancelled = true;
    this.deps.desk.cancel(id).catch(() => {});
  }

  private async begin(
    id: string,
    target: Target,
    message: Sendable,
    options: SendOptions,
    sending: Sending,
  ): Promise<void> {
    const full = sendTarget(target, this.deps.me);
    const isExisting = isMessage(message);
    const again = isExisting ? plain(this.wireOptions(options)) : {};
    const { desk } = this.deps;
    const own = { sending, conversation: conversationId(full), isCancelled: false };
    this.open.set(id, (this.open.get(id) ?? new Set()).add(own));
    try {
      const making = isExisting
        ? undefined
        : typeof message === 'function'
          ? message().then((content) => this.make(id, content, options))
          : this.make(id, message, options);
      // Text is handed over in the order of the calls, media when it has been looked at.
      const made = making instanceof Promise ? await making : making;
      if (own.isCancelled) throw new ImError('CANCELLED');
      const stored = await (made ? desk.send(full, made.wire, made.made) : desk.sendAgain(full, id, again));
      sending.stored(this.deps.snapshots().message(stored));
      if (!isUploading(stored)) sending.progress(1);
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

  private newId(): string {
    return uuidv7(this.deps.clock, this.deps.random);
  }

  /** The message as it goes, and the bytes that go before it. */
  private make(id: string, content: Content | string, options: SendOptions): Made | Promise<Made> {
    const sources = typeof content === 'string' ? undefined : sourcesOf(content);
    if (typeof content === 'string' || !sources) return { wire: this.wireMessage(id, content, options), made: [] };
    // What is wrong with the options is known before anything is read.
    plain(this.wireOptions(options));
    return loadedKit(this.deps.kit).then(async ({ work, files }) => {
      const made = await work.makeMedia(content, sources, { files, newId: () => this.newId() });
      return { wire: this.wireMessage(id, made.content as Content, options), made: made.made };
    });
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

interface OpenSending {
  readonly sending: Sending;
  readonly conversation: string;
  /** Before it was stored. */
  isCancelled: boolean;
}
type Made = { readonly wire: WireMessage; readonly made: readonly MadeFile[] };

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'conversationId' in value;
