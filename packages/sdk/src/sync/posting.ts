import { type Clock, ImError, limits, type WireMessage } from '@palaver/protocol';
import { checkMessage } from '../content.js';
import { newConversation, showOwn } from '../conversation/apply.js';
import {
  conversationId,
  type FullTarget,
  type StoredConversation,
  type StoredFile,
  type StoredMessage,
} from '../conversation/records.js';
import type { MadeFile } from '../media/media-kit.js';
import type { Replica } from '../store/replica.js';
import type { Sender } from './sender.js';
import type { Turn, Turns } from './turns.js';

export interface PostingDeps {
  readonly me: { username: string; appKey: string };
  /** How the user is called now. */
  readonly ownName: () => string;
  readonly clock: Clock;
  readonly replica: Replica;
  readonly turns: Turns;
  readonly sender: Sender;
}

/** Puts messages that were made here into the list and into the outbox. */
export class Posting {
  private readonly deps: PostingDeps;

  constructor(deps: PostingDeps) {
    this.deps = deps;
  }

  /** Stored at once as a draft (S23). */
  draft(target: FullTarget, wire: WireMessage, made: readonly MadeFile[] = []): Promise<StoredMessage> {
    return this.deps.turns.change((turn) => {
      const conversation = this.conversation(turn, target);
      const draft = { ...this.record(conversation, wire, filesOf(made)), status: 'draft' as const };
      turn.put(showOwn(conversation, draft));
      turn.putMessage(draft);
      putBlobs(turn, draft, made);
      return draft;
    });
  }

  send(target: FullTarget, wire: WireMessage, made: readonly MadeFile[] = []): Promise<StoredMessage> {
    return this.deps.turns.change((turn) => {
      this.checkRoom();
      const conversation = this.conversation(turn, target);
      const message = this.record(conversation, wire, filesOf(made));
      putBlobs(turn, message, made);
      return this.deps.sender.enqueue(turn, conversation, message);
    });
  }

  sendAgain(target: FullTarget, id: string, options: Partial<WireMessage>): Promise<StoredMessage> {
    return this.deps.turns.alone(async () => {
      const known = await this.stored(target, id);
      if (known?.body.kind !== 'message' || (known.status !== 'draft' && known.status !== 'failed'))
        throw new ImError('INVALID', 'Only a draft or a failed message of this conversation can be sent.');
      const wire = { ...known.body.message, ...options };
      checkMessage(wire);
      this.checkRoom();
      let stored: StoredMessage = known;
      await this.deps.turns.commit((turn) => {
        const conversation = this.conversation(turn, target);
        stored = this.deps.sender.enqueue(turn, conversation, this.record(conversation, wire, filesAgain(known)));
      });
      return stored;
    });
  }

  async stored(target: FullTarget, id: string): Promise<StoredMessage | undefined> {
    return (await this.deps.replica.database.message(conversationId(target), id)) as StoredMessage | undefined;
  }

  private checkRoom(): void {
    if (this.deps.sender.size >= limits.outbox)
      throw new ImError('BUSY', `The outbox holds ${limits.outbox} messages; none more fits.`);
  }

  private conversation(turn: Turn, target: FullTarget): StoredConversation {
    const id = conversationId(target);
    return turn.get(id) ?? { ...newConversation(id, target, placeholder(target)), isPeerGuessed: true };
  }

  /** After the greatest place known now, in the order of making. */
  private record(
    conversation: StoredConversation,
    wire: WireMessage,
    files: readonly StoredFile[] = [],
  ): StoredMessage {
    const { username, appKey } = this.deps.me;
    return {
      conversation: conversation.id,
      id: wire.id,
      order: [conversation.head, this.deps.sender.nextPosition()],
      sid: null,
      at: this.deps.clock.now(),
      from: { username, appKey, displayName: this.deps.ownName() },
      fromType: 'user',
      body: { kind: 'message', message: wire },
      status: 'sending',
      error: null,
      isMarked: false,
      isLocal: true,
      ...(files.length > 0 && { files }),
    };
  }
}

const filesOf = (made: readonly MadeFile[]) => made.map(({ file }) => file);

function putBlobs(turn: Turn, { conversation, id }: StoredMessage, made: readonly MadeFile[]): void {
  for (const { file, blob } of made) if (blob) turn.putBlob({ conversation, message: id, name: file.mediaId, blob });
}

/** What the server did not find any more is uploaded again: it knows it by its id, and keeps it once. */
function filesAgain({ files, error }: StoredMessage): readonly StoredFile[] | undefined {
  return error?.code === 'NOT_FOUND' ? files?.map((file) => ({ ...file, isUploaded: false })) : files;
}

/** How a peer is called until the server has described him. */
export function placeholder(target: FullTarget): StoredConversation['peer'] {
  if ('chatroom' in target) return { id: target.chatroom, name: '', description: '', memberCount: 0 };
  if ('user' in target) return { username: target.user, appKey: target.appKey };
  const unknown = { name: '', description: '', kind: 'private', owner: '', firstMembers: [] } as const;
  return { ...unknown, id: target.group, ownerAppKey: '', memberCount: 0, maxMembers: 0, firstMembers: [] };
}
