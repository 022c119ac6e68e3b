import { useClient, useLive } from '@palaver/react';
import { Bell, BellOff, MessageSquareText, Volume2 } from 'lucide-react';
import { useState } from 'react';
import { Switch } from '../dialogs/Switch.js';
import { askPermission, permission } from '../notify/desktop.js';
import { usePreferences } from '../preferences/provider.js';
import { useAppTexts } from '../texts/provider.js';

/** How one is told of new messages. */
export function NoticesPage() {
  const { notices, people } = useAppTexts();
  const client = useClient();
  const isAllMuted = useLive(client.users.isAllMuted);
  const { value, change } = usePreferences();
  const [allowed, setAllowed] = useState(permission);
  const isOn = value.notices === 'on' && allowed === 'granted';
  const turn = async (wanted: boolean) => {
    const answer = wanted ? await askPermission() : allowed;
    setAllowed(answer);
    change({ notices: wanted && answer === 'granted' ? 'on' : 'off' });
  };
  const onOff = (value: boolean) => (value ? 'on' : 'off');
  return (
    <div className="stack">
      <div className="lines">
        <Switch icon={<Bell aria-hidden />} label={notices.desktop} isOn={isOn} onChange={(on) => void turn(on)} />
        <Switch
          icon={<MessageSquareText aria-hidden />}
          label={notices.preview}
          hint={notices.previewHint}
          isOn={value.preview === 'on'}
          onChange={(on) => change({ preview: onOff(on) })}
        />
        <Switch
          icon={<Volume2 aria-hidden />}
          label={notices.sound}
          isOn={value.sound === 'on'}
          onChange={(on) => change({ sound: onOff(on) })}
        />
        <Switch
          icon={<BellOff aria-hidden />}
          label={people.muteAll}
          isOn={isAllMuted}
          onChange={(on) => void client.users.setMuted('all', on).catch(() => undefined)}
        />
      </div>
      {allowed === 'denied' && <p className="note">{notices.denied}</p>}
      {allowed === 'unable' && <p className="note">{notices.unable}</p>}
      <p className="hint">{notices.perChat}</p>
    </div>
  );
}
