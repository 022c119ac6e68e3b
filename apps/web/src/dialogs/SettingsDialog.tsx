import { Avatar, avatarSeed, describeError, useMe } from '@palaver/react';
import { LogOut, MailCheck } from 'lucide-react';
import { languages, themes } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/provider.js';
import { useSession } from '../session/provider.js';
import { useAction } from '../shell/use-action.js';
import { useAppTexts } from '../texts/provider.js';
import { Choice } from './Choice.js';
import { ConfirmButton } from './ConfirmButton.js';
import { Dialog } from './Dialog.js';
import { Switch } from './Switch.js';

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { settings, parts } = useAppTexts();
  const { value, change } = usePreferences();
  const session = useSession();
  const me = useMe();
  const { state, run } = useAction();
  return (
    <Dialog title={settings.title} onClose={onClose}>
      <div className="stack">
        {me && (
          <div className="person">
            <Avatar seed={avatarSeed(me)} name={me.displayName} size="m" />
            <p>
              <strong dir="auto">{me.displayName}</strong>
              {me.displayName !== me.username && <small>{me.username}</small>}
            </p>
          </div>
        )}
        <Choice
          label={settings.theme}
          name="theme"
          values={themes}
          names={settings.themes}
          value={value.theme}
          onChange={(theme) => change({ theme })}
        />
        <Choice
          label={settings.language}
          name="language"
          values={languages}
          names={settings.languages}
          value={value.language}
          onChange={(language) => change({ language })}
        />
        <div className="stack-tight">
          <div className="lines">
            <Switch
              icon={<MailCheck aria-hidden />}
              label={settings.askReceipts}
              isOn={value.receipts === 'on'}
              onChange={(isOn) => change({ receipts: isOn ? 'on' : 'off' })}
            />
          </div>
          <p className="hint">{settings.askReceiptsHint}</p>
        </div>
        {state.kind === 'failed' && (
          <p className="error" role="alert">
            {describeError(state.error, parts)}
          </p>
        )}
        <div className="lines">
          <ConfirmButton
            icon={<LogOut aria-hidden />}
            label={settings.logOut}
            question={settings.logOutSure}
            isDisabled={state.kind === 'busy'}
            onConfirm={() => void run(() => session.logOut())}
          />
        </div>
      </div>
    </Dialog>
  );
}
