import type { CommandData, Message, PromptContent } from './api.js';
import type { Told } from './desk.js';
import type { ClientEvents } from './events.js';
import { userOf } from './live/people.js';
import type { Shown } from './live/shown.js';
import type { Snapshots } from './live/snapshots.js';
import type { MediaView } from './media/media-view.js';
import type { MessagesOut } from './sending.js';

export interface TellingDeps {
  readonly shown: Shown;
  readonly events: ClientEvents;
  readonly snapshots: Snapshots;
  readonly out: MessagesOut;
  readonly media: Pick<MediaView, 'progress'>;
}

/** Makes events of what happened, whether this tab did it or another. */
export function tellHere({ shown, events, snapshots, out, media }: TellingDeps, told: Told): void {
  switch (told.type) {
    case 'me':
      shown.me.set(userOf(told.user));
      break;
    case 'status':
      if (told.status === shown.status.get()) break;
      shown.status.set(told.status);
      events.emit('status.changed', { status: told.status });
      break;
    case 'ended':
      events.emit('session.ended', { reason: told.reason === 'logged_out' ? 'token_expired' : told.reason });
      break;
    case 'sent':
      events.emit('message.sent', { message: out.sent(told.message) });
      break;
    case 'failed':
      events.emit('message.failed', { message: out.failed(told.message, told.error), error: told.error });
      break;
    case 'uploading':
      out.progress(told.id, told.fraction);
      break;
    case 'downloading':
      media.progress(told.tickets, told.fraction);
      break;
    case 'download failed':
      events.emit('message.download_failed', { message: snapshots.message(told.message), error: told.error });
      break;
    case 'command': {
      const { from, target, data, fromOwnDevice } = told.command;
      events.emit('command', { from: userOf(from), target, data: data as CommandData, fromOwnDevice });
      break;
    }
    case 'rooms':
      break;
    case 'unread':
      events.emit('unread.changed', { total: told.total });
      break;
    default:
      tellOfConversation({ events, snapshots }, told);
  }
}

type OfConversation = Extract<
  Told,
  { type: 'new' | 'offline' | 'roaming' | 'retracted' | 'receipts' | 'changed' | 'room' }
>;

function tellOfConversation({ events, snapshots }: Pick<TellingDeps, 'events' | 'snapshots'>, told: OfConversation) {
  const conversation = snapshots.conversation('message' in told ? told.message.conversation : told.conversation);
  if (!conversation) return;
  switch (told.type) {
    case 'new':
      events.emit('message.new', { message: snapshots.message(told.message), conversation });
      break;
    case 'offline': {
      const messages = told.messages.map((message) => snapshots.message(message));
      events.emit('sync.offline', { conversation, kind: told.kind, messages, skipped: told.skipped });
      break;
    }
    case 'room': {
      const messages = told.messages.map((message) => snapshots.message(message));
      events.emit('chatroom.messages', { conversation, messages });
      break;
    }
    case 'retracted': {
      const message = snapshots.message(told.message) as Message<PromptContent>;
      events.emit('message.retracted', { message, conversation });
      break;
    }
    case 'receipts': {
      const messages = told.messages.map((message) => snapshots.message(message));
      events.emit('message.receipts', { conversation, messages });
      break;
    }
    case 'roaming':
      events.emit('sync.roaming', { conversation });
      break;
    case 'changed':
      events.emit('conversation.changed', { conversation });
      break;
  }
}
