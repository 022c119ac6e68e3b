import type { Messages } from './api.js';
import type { ConversationVerbs } from './conversation.js';
import type { Desk } from './desk.js';
import type { Snapshots } from './live/snapshots.js';
import type { MediaView } from './media/media-view.js';
import type { MessageVerbs } from './message.js';
import { parts } from './parts.js';
import type { MessagesOut } from './sending.js';

export interface VerbsDeps {
  readonly me: { username: string; appKey: string };
  readonly desk: Desk;
  readonly out: MessagesOut;
  readonly media: MediaView;
  readonly snapshots: () => Snapshots;
  readonly messagesOf: (id: string) => Messages;
  /** The conversation's number on the wire. */
  readonly logOf: (conversation: string) => number;
}

/** What conversations and messages can be asked for, each handed to the room that does it. */
export function createVerbs({
  me,
  desk,
  out,
  media,
  snapshots,
  messagesOf,
  logOf,
}: VerbsDeps): ConversationVerbs & MessageVerbs {
  return {
    messagesOf,
    clearUnread: (id) => desk.clearUnread(id),
    createMessage: (target, content, options) => out.createMessage(target, content, options),
    send: (target, message, options) => out.send(target, message, options),
    sendCommand: async (...command) =>
      (await parts.asking()).createCommands({ me: () => me, request: desk.request }).sendCommand(...command),
    setDraft: (id, text) => desk.setDraft(id, text),
    setMuted: (id, muted) => desk.setMuted(id, muted),
    setPinned: (id, pinned) => desk.setPinned(id, pinned),
    setExtras: (id, extras) => desk.setExtras(id, extras),
    markRead: ({ id, conversation }) => desk.markRead({ id, conversation }),
    download: (message, variant, options) => media.download(message, variant, options),
    avatarUrl: (id) => media.avatarUrl(id),
    avatar: (id) => media.avatar(id),
    receipts: async (record) => (await parts.asking()).receiptsOf(desk.request, me, logOf(record.conversation), record),
    retract: async (record) => (await parts.asking()).retract(desk, snapshots(), me, record),
  };
}
