import { type Refusal, refusal, uuidv7 } from '@palaver/protocol';
import { asSeenBy, isVisible } from '../../domain/access.js';
import { boundsOf } from '../../domain/bounds.js';
import { decideRetract, messageMeant, retractedBody, retractionBody } from '../../domain/retract.js';
import type { ConversationView } from '../../domain/view.js';
import type { Command, Decision, Place } from '../../engine/command.js';
import type { Interval, StandingMessage } from '../../store/rows.js';
import { findConversation } from './find-conversation.js';
import type { AskedHandler, Asker, Reply, Services } from './handler.js';

export const retractHandler =
  (services: Services): AskedHandler<'retract'> =>
  async ({ to, id }, { asker, reply }) => {
    if (!('user' in to) && !('group' in to))
      return reply.refuse(refusal('INVALID', 'Nothing is taken back in a chatroom.'));
    const { store } = services;
    const by = asker.identity.user.id;
    const conversation = await findConversation(services, asker, to);
    if (!conversation) return reply.refuse(refusal('NOT_FOUND'));
    const { c, key } = conversation;
    const [standing, intervals] = await Promise.all([store.messagesUnder(id), store.intervals(c, by)]);
    const message = messageMeant(standing, c, by, (seq) => isVisible(seq, intervals));
    services.lanes.submit(key, new Retracting(services, asker, reply, { id, message, intervals }));
  };

interface Meant {
  readonly id: string;
  readonly message: StandingMessage | undefined;
  /** Of the asker's membership. */
  readonly intervals: readonly Interval[];
}

/** A message that is being taken back: it goes the way of every entry, so that order holds (D16). */
class Retracting implements Command {
  private readonly services: Services;
  private readonly asker: Asker;
  private readonly reply: Reply;
  private readonly meant: Meant;
  private body = '';

  constructor(services: Services, asker: Asker, reply: Reply, meant: Meant) {
    this.services = services;
    this.asker = asker;
    this.reply = reply;
    this.meant = meant;
  }

  decide(view: ConversationView | undefined): Decision {
    const { clock, random, digest, directory } = this.services;
    const { identity, isBackEnd = false } = this.asker;
    const { user, application } = identity;
    const { id, message } = this.meant;
    const at = clock.now();
    const decided = decideRetract({ by: user.id, message, now: at, bounds: boundsOf(application), isBackEnd }, view);
    if (!decided.ok) return { kind: 'refuse', refusal: decided.error };
    const { value } = decided;
    this.body = retractionBody(directory.actorOf(directory.peekById(user.id) ?? user), id, value);
    const entryId = uuidv7(clock, random);
    return {
      kind: 'append',
      entry: {
        kind: 'retraction',
        sender: user.id,
        id: entryId,
        hash: digest(entryId),
        body: this.body,
        increment: 0,
        at,
      },
      retracts: { seq: value.seq, body: retractedBody(value, id) },
    };
  }

  accepted(place: Place): void {
    const { fresh, c, seq, at, sid } = place;
    if (!fresh) throw new Error('A retraction was repeated.');
    this.services.publisher.entry({ ...place, fresh }, this.body, {
      answer: () => this.reply.ok({ c, seq, at, sid }),
      failed: () => this.asker.unknown(),
    });
  }

  refused(refused: Refusal): void {
    this.reply.refuse(asSeenBy(refused, this.meant.intervals));
  }

  unknown(): void {
    this.asker.unknown();
  }
}
