import { type Clock, ImError, limits, type Random, uuidv7, type WireMessage } from '@palaver/protocol';
import type { Content, Extras, MemberRef, Message, SendHandle, SendOptions, Target } from './api.js';
import { checkMessage } from './content.js';
import { newConversation, showOwn } from './conversation/apply.js';
import {
  conversationId,
  type FullTarget,
  type StoredConversation,
  type StoredMessage,
} from './conversation/records.js';
import type { Snapshots } from './live/snapshots.js';
import { createSending, type Sending } from './send-handle.js';
import type { Replica } from './store/replica.js';
import type { Sender } from './sync/sender.js';
import type { Turn, Turns } from './sync/turns.js';
import { fullTarget, memberRef } from './targets.js';

export interface MessagesOutDeps {
  readonly me: { username: string; appKey: string; displayName: string };
  readonly clock: Clock;
  readonly random: Random;
  readonly replica: Replica;
  readonly turns: Turns;
  readonly sender: Sender;
  readonly snapshots: () => Snapshots;
  readonly onError: (error: unknown) => void;
}

/** Makes messages and hands them to the outbox; holds the handles of those that are on their way. */
export class MessagesOut {
  private readonly deps: MessagesOutDeps;
  private readonly open = new Map<string, Sending>();

  constructor(deps: MessagesOutDeps) {
    this.deps = deps;
  }

  /** Stored at once as a draft (S23). */
  async createMessage(target: Target, content: Content | string, options: { extras?: Extras } = {}): Promise<Message> {
    const full = fullTarget(target, this.deps.me);
    const wire = this.wireMessage(uuidv7(this.deps.clock, this.deps.random), content, options);
    const message = await this.deps.turns.change((turn) => {
      const conversation = this.conversation(turn, full);
      const draft = { ...this.record(conversation, wire), status: 'draft' as const };
      turn.put(showOwn(conversation, draft));
      turn.putMessage(draft);
      return draft;
    });
    return this.deps.snapshots().message(message);
  }

  /** Content, text, or a message of this device that is a draft or has failed (S26). */
  send(target: Target, message: Content | string | Message, options: SendOptions = {}): SendHandle {
    const existing = typeof message === 'object' && 'conversationId' in message ? message : undefined;
    const id = existing?.id ?? uuidv7(this.deps.clock, this.deps.random);
    const sending = createSending(id, () => this.cancel(id), this.deps.onError);
    const { signal } = options;
    if (signal?.aborted) {
      sending.failed(new ImError('CANCELLED'));
      return sending.handle;
    }
    this.begin(id, target, existing ?? message, options, sending).catch(sending.failed);
    signal?.addEventListener('abort', () => this.cancel(id), { once: true });
    return sending.handle;
  }

  sent(record: StoredMessage): Message {
    const message = this.deps.snapshots().message(record);
    this.open.get(record.id)?.sent(message);
    this.open.delete(record.id);
    return message;
  }

  failed(record: StoredMessage, error: ImError): Message {
    this.open.get(record.id)?.failed(error);
    this.open.delete(record.id);
    return this.deps.snapshots().message(record);
  }

  /** The session is over here: nobody will learn what becomes of what is on its way. */
  stop(error: ImError): void {
    for (const sending of this.open.values()) sending.failed(error);
    this.open.clear();
  }

  /** Ends as CANCELLED where the frame was not handed to a connection; after that it changes nothing (S29). */
  private cancel(id: string): void {
    void this.deps.turns.change((turn) => this.deps.sender.cancel(turn, id));
  }

  private async begin(
    id: string,
    target: Target,
    message: Content | string | Message,
    options: SendOptions,
    sending: Sending,
  ): Promise<void> {
    const full = fullTarget(target, this.deps.me);
    const isExisting = typeof message === 'object' && 'conversationId' in message;
    const wire = isExisting ? undefined : this.wireMessage(id, message, options);
    const stored = isExisting
      ? await this.deps.turns.alone(() => this.again(full, message, options, sending))
      : await this.deps.turns.change((turn) => {
          this.checkRoom();
          const conversation = this.conversation(turn, full);
          this.open.set(id, sending);
          turn.otherwise(() => this.open.delete(id));
          return this.deps.sender.enqueue(turn, conversation, this.record(conversation, wire as WireMessage));
        });
    sending.stored(this.deps.snapshots().message(stored));
    options.onProgress?.(1);
  }

  /** A draft, or a message that failed: the same id, and the options it had unless there are others now. */
  private async again(target: FullTarget, message: Message, options: SendOptions, sending: Sending) {
    const id = conversationId(target);
    const known = (await this.deps.replica.database.message(id, message.id)) as StoredMessage | undefined;
    if (known?.body.kind !== 'message' || (known.status !== 'draft' && known.status !== 'failed'))
      throw new ImError('INVALID', 'Only a draft or a failed message of this conversation can be sent.');
    const wire = plain({ ...known.body.message, ...this.wireOptions(options) });
    checkMessage(wire);
    this.checkRoom();
    let stored: StoredMessage = known;
    await this.deps.turns.commit((turn) => {
      const conversation = this.conversation(turn, target);
      this.open.set(known.id, sending);
      turn.otherwise(() => this.open.delete(known.id));
      stored = this.deps.sender.enqueue(turn, conversation, this.record(conversation, wire));
    });
    return stored;
  }

  private checkRoom(): void {
    if (this.deps.sender.size >= limits.outbox)
      throw new ImError('BUSY', `The outbox holds ${limits.outbox} messages; none more fits.`);
  }

  private conversation(turn: Turn, target: FullTarget): StoredConversation {
    const id = conversationId(target);
    return turn.get(id) ?? newConversation(id, target, placeholder(target));
  }

  /** After the greatest place known now, in the order of making. */
  private record(conversation: StoredConversation, wire: WireMessage): StoredMessage {
    const { username, appKey, displayName } = this.deps.me;
    return {
      conversation: conversation.id,
      id: wire.id,
      order: [conversation.head, this.deps.sender.nextPosition()],
      sid: null,
      at: this.deps.clock.now(),
      from: { username, appKey, displayName },
      fromType: 'user',
      body: { kind: 'message', message: wire },
      status: 'sending',
      error: null,
      isMarked: false,
      isLocal: true,
    };
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

/** As JSON will carry it: what is kept, sent and sent again is then the same. */
function plain<T>(value: T): T {
  try {
    return JSON.parse(JSON.stringify(value)) as T;
  } catch (cause) {
    throw new ImError('INVALID', 'This cannot be written as JSON.', { cause });
  }
}

/** How a peer is called until the server has described him. */
export function placeholder(target: FullTarget): StoredConversation['peer'] {
  if ('user' in target) return { username: target.user, appKey: target.appKey };
  const unknown = { name: '', description: '', kind: 'private', owner: '', firstMembers: [] } as const;
  return { ...unknown, id: target.group, ownerAppKey: '', memberCount: 0, maxMembers: 0, firstMembers: [] };
}
