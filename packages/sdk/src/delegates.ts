import type { Conversation, Delegate, ListenOptions, Unsubscribe } from './api.js';
import type { ClientEvents } from './events.js';
import { unsubscribe } from './live/live-value.js';

/** The seed's delegate over `on` (S24): each of its calls has one event behind it. */
export function addDelegate(
  events: ClientEvents,
  delegate: Partial<Delegate>,
  conversation: Conversation | undefined,
): Unsubscribe {
  const options: ListenOptions = conversation ? { conversation } : {};
  const ends = [
    events.on('message.new', ({ message }) => delegate.onReceiveMessage?.(message, null), options),
    events.on('message.sent', ({ message }) => delegate.onSendMessageResponse?.(message, null), options),
    events.on('message.failed', ({ message, error }) => delegate.onSendMessageResponse?.(message, error), options),
    events.on('message.download_failed', ({ message }) => delegate.onReceiveMessageDownloadFailed?.(message), options),
    events.on(
      'sync.offline',
      ({ conversation: of, messages }) => delegate.onSyncOfflineMessageConversation?.(of, messages),
      options,
    ),
    events.on('sync.roaming', ({ conversation: of }) => delegate.onSyncRoamingMessageConversation?.(of), options),
    events.on('message.receipts', (event) => delegate.onReceiveMessageReceiptStatusChangeEvent?.(event), options),
    events.on('command', (event) => delegate.onReceiveMessageTransparentEvent?.(event), options),
    events.on(
      'chatroom.messages',
      ({ conversation: of, messages }) => delegate.onReceiveChatRoomConversation?.(of, messages),
      options,
    ),
    events.on('message.retracted', (event) => delegate.onReceiveMessageRetractEvent?.(event), options),
  ];
  return unsubscribe(() => {
    for (const end of ends) end();
  });
}
