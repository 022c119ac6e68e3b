import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { ConnectionBanner } from '../shell/ConnectionBanner.js';
import { placeOf, targetAt } from '../shell/places.js';
import { useTitleBadge } from '../shell/use-title-badge.js';
import { ChatPane } from './ChatPane.js';
import { ListPane } from './ListPane.js';
import { NoChatPane } from './NoChatPane.js';

export type OpenDialog = 'new_chat' | 'new_group' | 'settings';

const NewChatDialog = lazy(async () => ({ default: (await import('../dialogs/NewChatDialog.js')).NewChatDialog }));
const NewGroupDialog = lazy(async () => ({ default: (await import('../dialogs/NewGroupDialog.js')).NewGroupDialog }));
const SettingsDialog = lazy(async () => ({ default: (await import('../settings/SettingsDialog.js')).SettingsDialog }));

/** The list beside the chat; on a narrow screen one of them. */
export function ChatsScreen({ newPassword }: { newPassword: string | undefined }) {
  useTitleBadge();
  const [place, navigate] = useLocation();
  const target = targetAt(place);
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  return (
    <div className="app">
      <ConnectionBanner />
      <div className="panes" data-shows={target ? 'chat' : 'list'}>
        <ListPane target={target} newPassword={newPassword} onOpen={setDialog} />
        <main className="pane-chat">
          {target ? <ChatPane key={placeOf(target)} target={target} /> : <NoChatPane />}
        </main>
      </div>
      <Suspense>
        {dialog === 'new_chat' && <NewChatDialog onClose={close} onChosen={(chosen) => navigate(placeOf(chosen))} />}
        {dialog === 'new_group' && <NewGroupDialog onClose={close} onChosen={(chosen) => navigate(placeOf(chosen))} />}
        {dialog === 'settings' && <SettingsDialog onClose={close} />}
      </Suspense>
    </div>
  );
}
