import { describeError, useAction, useProfile } from '@palaver/react';
import {
  Ban,
  Bell,
  BellOff,
  ChevronRight,
  Keyboard,
  KeyRound,
  LogOut,
  MailCheck,
  MonitorSmartphone,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Choice } from '../dialogs/Choice.js';
import { ConfirmButton } from '../dialogs/ConfirmButton.js';
import { Switch } from '../dialogs/Switch.js';
import { languages, themes } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/provider.js';
import { useSession } from '../session/provider.js';
import { useAppTexts } from '../texts/provider.js';
import type { SettingsPage } from './SettingsDialog.js';

/** How it looks, what one is told, and the ways to the rest. */
export function MainPage({ onOpen }: { onOpen: (page: SettingsPage) => void }) {
  const { settings, people, notices, parts } = useAppTexts();
  const { value, change } = usePreferences();
  const session = useSession();
  const { isAllMuted, setAllMuted } = useProfile();
  const { state, run } = useAction();
  return (
    <div className="stack">
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
      <div className="lines">
        <Switch
          icon={<BellOff aria-hidden />}
          label={people.muteAll}
          isOn={isAllMuted}
          onChange={(isOn) => void run(() => setAllMuted(isOn))}
        />
        <Switch
          icon={<MailCheck aria-hidden />}
          label={settings.askReceipts}
          hint={settings.askReceiptsHint}
          isOn={value.receipts === 'on'}
          onChange={(isOn) => change({ receipts: isOn ? 'on' : 'off' })}
        />
        <Switch
          icon={<Keyboard aria-hidden />}
          label={settings.tellTyping}
          isOn={value.typing === 'on'}
          onChange={(isOn) => change({ typing: isOn ? 'on' : 'off' })}
        />
      </div>
      <div className="lines">
        <Line icon={<Bell />} label={notices.title} onPress={() => onOpen('notices')} />
        <Line icon={<MonitorSmartphone />} label={people.devices} onPress={() => onOpen('devices')} />
        <Line icon={<KeyRound />} label={people.changePassword} onPress={() => onOpen('password')} />
        <Line icon={<Ban />} label={people.blocked} onPress={() => onOpen('blocked')} />
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
  );
}

function Line({ icon, label, onPress }: { icon: ReactNode; label: string; onPress: () => void }) {
  return (
    <button type="button" className="line-button" onClick={onPress}>
      {icon} <span>{label}</span>
      <ChevronRight aria-hidden />
    </button>
  );
}
