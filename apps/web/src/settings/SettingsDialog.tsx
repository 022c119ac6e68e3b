import { Avatar, avatarSeed, useMe } from '@palaver/react';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../dialogs/Dialog.js';
import { useAppTexts } from '../texts/provider.js';
import { BlockedPage } from './BlockedPage.js';
import { DevicesPage } from './DevicesPage.js';
import { MainPage } from './MainPage.js';
import { NoticesPage } from './NoticesPage.js';
import { PasswordPage } from './PasswordPage.js';
import { ProfilePage } from './ProfilePage.js';

export type SettingsPage = 'main' | 'profile' | 'password' | 'devices' | 'blocked' | 'notices';

/** What concerns oneself: a page at a time. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { settings, people, notices } = useAppTexts();
  const me = useMe();
  const [page, setPage] = useState<SettingsPage>('main');
  const toMain = () => setPage('main');
  const titles = {
    main: settings.title,
    profile: people.profile,
    password: people.changePassword,
    devices: people.devices,
    blocked: people.blocked,
    notices: notices.title,
  } satisfies Record<SettingsPage, string>;
  return (
    <Dialog title={titles[page]} onClose={onClose} {...(page !== 'main' && { onBack: toMain })}>
      {page === 'main' && (
        <div className="stack">
          {me && (
            <button type="button" className="person person-button" onClick={() => setPage('profile')}>
              <Avatar of={me} seed={avatarSeed(me)} name={me.displayName} size="m" />
              <span>
                <strong dir="auto">{me.displayName}</strong>
                <small dir="auto">{me.signature || me.username}</small>
              </span>
              <Pencil role="img" aria-label={people.editProfile} />
            </button>
          )}
          <MainPage onOpen={setPage} />
        </div>
      )}
      {page === 'profile' && me && <ProfilePage me={me} onDone={toMain} />}
      {page === 'password' && <PasswordPage onDone={toMain} />}
      {page === 'devices' && <DevicesPage />}
      {page === 'blocked' && <BlockedPage />}
      {page === 'notices' && <NoticesPage />}
    </Dialog>
  );
}
