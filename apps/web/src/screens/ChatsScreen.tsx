import type { Jump } from '@palaver/react';
import type { Conversation, Message, Target } from '@palaver/sdk';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { ConnectionBanner } from '../shell/ConnectionBanner.js';
import { placeOf, targetAt } from '../shell/places.js';
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

/** The list beside the chat; on a narrow screen one of them. */
export function ChatsScreen({ newPassword }: { newPassword: string | undefined }) {
  useTitleBadge();
  const [place, navigate] = useLocation();
  const target = targetAt(place);
  const [dialog, setDialog] = useState<OpenDialog>();
  const [within, setWithin] = useState<Conversation>();
  const [found, setFound] = useState<{ place: string; jump: Jump }>();
  const open = useCallback((next: OpenDialog | undefined, conversation?: Conversation) => {
    setDialog(next);
    setWithin(conversation);
  }, []);
  const searchIn = useCallback((chat: Conversation) => open('search', chat), [open]);
  useShortcut('k', () => open('search'));
  const close = () => open(undefined);
  const goTo = (chosen: Target) => navigate(placeOf(chosen));
  const show = ({ target: chat, seq }: Message) => {
    const to = placeOf(chat);
    if (seq !== undefined) setFound({ place: to, jump: { seq } });
    navigate(to);
  };
  // Somewhere else, what was found is forgotten.
  const here = target && placeOf(target);
  const jump = found?.place === here ? found?.jump : undefined;
  return (
    <div className="app">
      <ConnectionBanner />
      <div className="panes" data-shows={target ? 'chat' : 'list'}>
        <ListPane target={target} newPassword={newPassword} onOpen={open} />
        <main className="pane-chat">
          {!target && <NoChatPane onOpen={open} />}
          {target && 'chatroom' in target && <RoomPane key={here} id={target.chatroom} jump={jump} />}
          {target && !('chatroom' in target) && <ChatPane key={here} target={target} jump={jump} onSearch={searchIn} />}
        </main>
      </div>
      <Suspense>
        {dialog === 'new_chat' && <NewChatDialog onClose={close} onChosen={goTo} onInvite={() => open('invite')} />}
        {dialog === 'new_group' && <NewGroupDialog onClose={close} onChosen={goTo} />}
        {dialog === 'invite' && <InviteDialog onClose={close} />}
        {dialog === 'rooms' && <RoomsDialog onClose={close} onChosen={goTo} />}
        {dialog === 'settings' && <SettingsDialog onClose={close} />}
        {dialog === 'search' && (
          <SearchDialog
            key={within?.id}
            within={within}
            onClose={close}
            onChat={(chat) => goTo(chat.target)}
            onMessage={show}
          />
        )}
      </Suspense>
    </div>
  );
}
