import { type Jump, useClient } from '@palaver/react';
import type { Conversation, Message, Target } from '@palaver/sdk';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useNotices } from '../notify/use-notices.js';
import { UpdateHint } from '../offline/UpdateHint.js';
import type { Updates } from '../offline/updates.js';
import { ConnectionBanner } from '../shell/ConnectionBanner.js';
import { placeOf, targetAt } from '../shell/places.js';
import { useDialog } from '../shell/use-dialog.js';
import { useShortcut } from '../shell/use-shortcut.js';
import { useTitleBadge } from '../shell/use-title-badge.js';
import { ChatPane } from './ChatPane.js';
import { ListPane } from './ListPane.js';
import { NoChatPane } from './NoChatPane.js';
import { RoomPane } from './RoomPane.js';

export type OpenDialog = 'new_chat' | 'new_group' | 'rooms' | 'settings' | 'search' | 'invite';

const NewChatDialog = lazy(async () => ({ default: (await import('../dialogs/NewChatDialog.js')).NewChatDialog }));
const NewGroupDialog = lazy(async () => ({ default: (await import('../dialogs/NewGroupDialog.js')).NewGroupDialog }));
const InviteDialog = lazy(async () => ({ default: (await import('../dialogs/InviteDialog.js')).InviteDialog }));
const RoomsDialog = lazy(async () => ({ default: (await import('../dialogs/RoomsDialog.js')).RoomsDialog }));
const SettingsDialog = lazy(async () => ({ default: (await import('../settings/SettingsDialog.js')).SettingsDialog }));
const SearchDialog = lazy(async () => ({ default: (await import('../search/SearchDialog.js')).SearchDialog }));

export interface ChatsScreenProps {
  readonly newPassword: string | undefined;
  readonly updates: Updates;
}

/** The list beside the chat; on a narrow screen one of them. */
export function ChatsScreen({ newPassword, updates }: ChatsScreenProps) {
  useTitleBadge();
  const client = useClient();
  const [place, navigate] = useLocation();
  const target = targetAt(place);
  const { opened, open, close, whileOpen } = useDialog<{ dialog: OpenDialog; within?: Conversation }>();
  const [found, setFound] = useState<{ place: string; jump: Jump }>();
  const searchIn = useCallback((within: Conversation) => open({ dialog: 'search', within }), [open]);
  const openPlain = useCallback((dialog: OpenDialog) => open({ dialog }), [open]);
  useShortcut('k', () => open({ dialog: 'search' }));
  const goTo = whileOpen((chosen: Target) => navigate(placeOf(chosen)));
  const show = whileOpen(({ target: chat, seq }: Message) => {
    const to = placeOf(chat);
    if (seq !== undefined) setFound({ place: to, jump: { seq } });
    navigate(to);
  });
  // Somewhere else, what was found is forgotten.
  const here = target && placeOf(target);
  const offer = useNotices(target && client.conversations.peek(target)?.id);
  const jump = found?.place === here ? found?.jump : undefined;
  return (
    <div className="app">
      <ConnectionBanner />
      <UpdateHint updates={updates} />
      <div className="panes" data-shows={target ? 'chat' : 'list'}>
        <ListPane target={target} newPassword={newPassword} offer={offer} onOpen={openPlain} />
        <main className="pane-chat">
          {!target && <NoChatPane onOpen={openPlain} />}
          {target && 'chatroom' in target && <RoomPane key={here} id={target.chatroom} jump={jump} />}
          {target && !('chatroom' in target) && <ChatPane key={here} target={target} jump={jump} onSearch={searchIn} />}
        </main>
      </div>
      <Suspense>
        {opened?.dialog === 'new_chat' && (
          <NewChatDialog onClose={close} onChosen={goTo} onInvite={() => openPlain('invite')} />
        )}
        {opened?.dialog === 'new_group' && <NewGroupDialog onClose={close} onChosen={goTo} />}
        {opened?.dialog === 'invite' && <InviteDialog onClose={close} />}
        {opened?.dialog === 'rooms' && <RoomsDialog onClose={close} onChosen={goTo} />}
        {opened?.dialog === 'settings' && <SettingsDialog onClose={close} />}
        {opened?.dialog === 'search' && (
          <SearchDialog
            key={opened.within?.id}
            within={opened.within}
            onClose={close}
            onChat={(chat) => goTo(chat.target)}
            onMessage={show}
          />
        )}
      </Suspense>
    </div>
  );
}
