import { type Cancel, type Clock, type Entry, errors, ImError } from '@palaver/protocol';
import { placeSent, showOwn, withError } from '../conversation/apply.js';
import {
  isUploading,
  type StoredConversation,
  type StoredError,
  type StoredMessage,
  type StoredOutgoing,
} from '../conversation/records.js';
import { type OwnPlace, ownPlace, promptOf } from '../conversation/retraction.js';
import { errorOf, type Link, type Outcome, type Refusal } from './link.js';
import { Outbox } from './outbox.js';
import { againMs } from './reconnect-policy.js';
import type { Turn, Turns } from './turns.js';

type Place = OwnPlace['place'] & { readonly c: number };

export interface SenderHooks {
  /** Adds what is known of the receipts of a message that got its place; absent where nobody gives any. */
  dress?(c: number, message: StoredMessage): StoredMessage;
  sent(message: StoredMessage): void;
  failed(message: StoredMessage, error: ImError): void;
  /** Its media is to be uploaded: `uploaded` tells of each file, `uploadFailed` and `uploadWaits` of what went wrong. */
  uploading(id: string): void;
  /** It waits no more, for whatever reason. */
  ended(message: StoredMessage): void;
}

/** What the sender knows of what is pushed beside its answers. */
export interface SenderFeed {
  /** What is placed counts as reported at once. */
  readonly isLive: boolean;
  /** A message got its place: what is missing before it has to be fetched. */
  placed(turn: Turn, conversation: string): void;
}

const storedError = ({ code, message, retryAfterMs, legacyCode }: ImError): StoredError => ({
  code,
  message,
  ...(legacyCode !== undefined && { legacyCode }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
const offline = storedError(new ImError('OFFLINE'));

/** On another device, before this one knew that it was there. */
const takenBack = (outgoing: StoredOutgoing): StoredOutgoing => ({
  ...outgoing,
  message: promptOf(outgoing.message),
});

/** Brings what waits to the server: runs what the outbox decides. */
export class Sender {
  private readonly clock: Clock;
  private readonly turns: Turns;
  private readonly hooks: SenderHooks;
  private readonly outbox = new Outbox();
  /** Being stored, and so not in the outbox yet. */
  private readonly entering = new Map<string, StoredOutgoing>();
  /** To be cancelled before they come into the outbox. */
  private readonly unwanted = new Set<string>();
  private readonly me: { username: string; appKey: string };
  private link: Link | undefined;
  private feed: SenderFeed | undefined;
  private cancelRetry: Cancel | undefined;
  private lastPosition = 0;

  constructor(
    deps: { clock: Clock; turns: Turns; me: Sender['me']; restored: readonly StoredOutgoing[] },
    hooks: SenderHooks,
  ) {
    this.clock = deps.clock;
    this.turns = deps.turns;
    this.me = deps.me;
    this.hooks = hooks;
    for (const outgoing of deps.restored) {
      this.outbox.add(outgoing, true);
      this.lastPosition = Math.max(this.lastPosition, outgoing.position);
    }
  }

  get size(): number {
    return this.outbox.size;
  }

  has(id: string): boolean {
    return this.outbox.get(id) !== undefined;
  }

  /** Rises with each call, also over restarts where the clock does not jump back behind what waits. */
  nextPosition(): number {
    this.lastPosition = Math.max(this.lastPosition + 1, this.clock.now());
    return this.lastPosition;
  }

  /** The message stands in the list and in the outbox, or in neither. */
  enqueue(turn: Turn, conversation: StoredConversation, message: StoredMessage): StoredMessage {
    const shown = withError(message, 'sending', this.link ? null : offline);
    const outgoing = { id: message.id, position: message.order[1], target: conversation.target, message: shown };
    turn.put(showOwn(conversation, shown));
    turn.putMessage(shown);
    turn.putOutgoing(outgoing);
    this.entering.set(message.id, outgoing);
    turn.otherwise(() => this.entering.delete(message.id));
    turn.after(() => {
      if (this.entering.get(message.id) !== outgoing || this.unwanted.has(message.id)) return;
      this.entering.delete(message.id);
      this.outbox.add(outgoing);
      if (isUploading(shown)) this.hooks.uploading(outgoing.id);
      else this.pump();
    });
    return shown;
  }

  /** What waits for its media, in the order of its making. */
  uploads(): StoredOutgoing[] {
    return this.outbox.all().filter(({ message }) => isUploading(message));
  }

  /** The server has a file, which `settle` writes down. With the last one the message is ready to go. */
  uploaded(turn: Turn, id: string, settle: (message: StoredMessage) => StoredMessage): void {
    const outgoing = this.outbox.get(id);
    if (!outgoing) return;
    const message = { ...settle(outgoing.message), error: this.link ? null : offline };
    const isReady = !isUploading(message);
    const next = { ...outgoing, message, ...(isReady && { position: this.nextPosition() }) };
    turn.putOutgoing(next);
    turn.replaceMessage(message);
    turn.after(() => {
      if (isReady) this.outbox.ready(next);
      else this.outbox.update(next);
      this.pump();
    });
  }

  uploadFailed(turn: Turn, id: string, error: ImError): void {
    const outgoing = this.outbox.get(id);
    if (outgoing) this.fail(turn, outgoing, error);
  }

  /** It is tried again: the message tells why it waits. */
  uploadWaits(turn: Turn, id: string, error: ImError): void {
    const outgoing = this.outbox.get(id);
    if (outgoing) this.showError(turn, outgoing, storedError(error));
  }

  /** The connection may be used from now on. */
  begin(link: Link, feed: SenderFeed): void {
    this.link = link;
    this.feed = feed;
    this.pump();
  }

  /** Nobody knows what became of what was handed over: it is sent again with the next connection. */
  lost(): void {
    if (!this.link) return;
    this.link = undefined;
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    this.outbox.lost();
    void this.turns.change((turn) => {
      if (this.link) return;
      // What is just being placed, or ended, is no longer waiting for a connection.
      for (const outgoing of this.outbox.all()) this.showError(turn, outgoing, offline);
    });
  }

  /** `cancel` follows: what is only being stored is not handed to a connection meanwhile. */
  hold(id: string): void {
    if (!this.has(id)) this.unwanted.add(id);
  }

  /** True where it ends as cancelled: the message stays in the list as failed, and can be sent again. */
  cancel(turn: Turn, id: string): boolean {
    this.unwanted.delete(id);
    const entering = this.entering.get(id);
    if (entering) {
      this.entering.delete(id);
      this.fail(turn, entering, new ImError('CANCELLED'));
      return true;
    }
    const verdict = this.outbox.canCancel(id);
    const outgoing = this.outbox.get(id);
    if (verdict === 'too late' || !outgoing) return false;
    // Before what follows it goes, which the server would refuse alike (D8).
    if (verdict === 'withdraw') turn.after(() => this.link?.ask('withdraw', { id }, () => {}));
    this.fail(turn, outgoing, new ImError('CANCELLED'));
    return true;
  }

  /** In another history what waits under that id stands elsewhere in the list, and its media goes up again (D23). */
  startOver(turn: Turn, { id, order, files }: StoredMessage): void {
    const outgoing = this.outbox.get(id);
    if (!outgoing) return;
    const next = { ...outgoing, message: { ...outgoing.message, order, ...(files && { files }) } };
    turn.putOutgoing(next);
    turn.after(() => {
      if (files) this.outbox.ready(next);
      else this.outbox.update(next);
    });
  }

  /** What of a conversation never left. */
  cancelAll(turn: Turn, conversation: string): void {
    for (const { id, message } of [...this.entering.values(), ...this.outbox.all()])
      if (message.conversation === conversation) this.cancel(turn, id);
  }

  /** Nothing of what waits goes any more, in one conversation or in all: where messages do not wait for another connection. */
  failAll(turn: Turn, error: ImError, conversation?: string): void {
    for (const outgoing of [...this.entering.values(), ...this.outbox.all()]) {
      if (conversation !== undefined && outgoing.message.conversation !== conversation) continue;
      this.entering.delete(outgoing.id);
      this.fail(turn, outgoing, error);
    }
  }

  /** The same for one that somebody else was sending. */
  failOther(turn: Turn, message: StoredMessage, error: ImError): void {
    const failed = withError(message, 'failed', storedError(error));
    turn.replaceMessage(failed);
    turn.after(() => this.hooks.failed(failed, error));
  }

  /** An entry of the log that is one of those that wait: it has its place, though the acknowledgement was lost. */
  settleEntry(turn: Turn, conversation: StoredConversation, entry: Entry, isLive: boolean): boolean {
    const own = ownPlace(entry, this.me);
    const outgoing = own && this.outbox.get(own.id);
    if (!outgoing || outgoing.message.conversation !== conversation.id) return false;
    this.settle(turn, own.isRetracted ? takenBack(outgoing) : outgoing, { c: conversation.log, ...own.place }, isLive);
    return true;
  }

  private pump(): void {
    const { link } = this;
    if (!link) return;
    for (const { id, target, message } of this.outbox.next(this.clock.monotonic())) {
      if (message.body.kind !== 'message') continue;
      link.ask('send', { to: target, message: message.body.message }, (outcome) => this.answered(link, id, outcome));
    }
    const at = this.outbox.nextAt();
    this.cancelRetry?.();
    this.cancelRetry = at === undefined ? undefined : this.clock.after(at - this.clock.monotonic(), () => this.pump());
  }

  private answered(link: Link, id: string, outcome: Outcome<'send'>): void {
    if (outcome.type === 'lost') return;
    void this.turns.change((turn) => {
      const outgoing = this.outbox.get(id);
      if (!outgoing) return;
      if (outcome.type === 'answer') {
        const isLive = this.feed?.isLive ?? false;
        const { isRetracted, ...place } = outcome.value;
        this.settle(turn, isRetracted ? takenBack(outgoing) : outgoing, place, isLive);
        if (isLive) this.feed?.placed(turn, outgoing.message.conversation);
      } else this.refused(turn, link, outgoing, outcome.refusal);
    });
  }

  private settle(turn: Turn, outgoing: StoredOutgoing, place: Place, isLive: boolean): void {
    const known = turn.get(outgoing.message.conversation);
    if (!known) return;
    const dress = (sent: StoredMessage) => this.hooks.dress?.(place.c, sent) ?? sent;
    const { conversation, message } = placeSent(known, outgoing.message, place, dress);
    turn.put(conversation);
    if (place.seq > conversation.cleared) turn.putMessage(message);
    else turn.removeMessage(conversation.id, message.id);
    if (isLive) turn.reports(conversation.id);
    this.end(turn, outgoing.id);
    turn.after(() => this.hooks.sent(message));
  }

  private refused(turn: Turn, link: Link, outgoing: StoredOutgoing, refusal: Refusal): void {
    const { disposition } = errors[refusal.code];
    const operation = `send to ${(['user', 'group', 'chatroom'] as const).find((kind) => kind in outgoing.target)}`;
    // The session is not what it was: the message is not to blame.
    if (disposition === 'reauth' || refusal.code === 'NOT_LOGGED_IN') {
      link.drop();
      return;
    }
    if (disposition === 'retry') {
      if (link === this.link)
        this.outbox.refusedUntil(outgoing.id, this.clock.monotonic() + (refusal.retryAfterMs ?? againMs));
      this.showError(turn, outgoing, storedError(errorOf(refusal, operation)));
      turn.after(() => this.pump());
      return;
    }
    this.fail(turn, outgoing, errorOf(refusal, operation));
  }

  private fail(turn: Turn, outgoing: StoredOutgoing, error: ImError): void {
    const failed = withError(outgoing.message, 'failed', storedError(error));
    turn.replaceMessage(failed);
    this.end(turn, outgoing.id);
    turn.after(() => this.hooks.failed(failed, error));
  }

  /** It leaves the outbox when the transaction is kept; until then nothing else may end it. */
  private end(turn: Turn, id: string): void {
    this.outbox.ending(id);
    turn.removeOutgoing(id);
    turn.otherwise(() => this.outbox.endingFailed(id));
    turn.after(() => {
      const ended = this.outbox.remove(id);
      if (ended) this.hooks.ended(ended.message);
      this.pump();
    });
  }

  private showError(turn: Turn, outgoing: StoredOutgoing, error: StoredError): void {
    if (outgoing.message.error?.code === error.code) return;
    const message = withError(outgoing.message, 'sending', error);
    this.outbox.update({ ...outgoing, message });
    turn.replaceMessage(message);
  }
}
