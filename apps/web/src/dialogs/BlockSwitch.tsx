import { useClient } from '@palaver/react';
import type { User } from '@palaver/sdk';
import { Ban } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';
import { refOf } from './PeoplePicker.js';
import { Switch } from './Switch.js';

/** Whether one hears of somebody; he is not told. */
export function BlockSwitch({ user, run }: { user: User; run: (work: () => Promise<unknown>) => Promise<boolean> }) {
  const { people } = useAppTexts();
  const client = useClient();
  const { username, appKey } = user;
  const [isBlocked, setIsBlocked] = useState<boolean>();
  useEffect(() => {
    let isCurrent = true;
    client.users.blocked().then(
      (all) => isCurrent && setIsBlocked(all.some((one) => one.username === username && one.appKey === appKey)),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, username, appKey]);
  if (isBlocked === undefined) return null;
  const change = async (isOn: boolean) => {
    const ref = refOf(user);
    if (await run(() => (isOn ? client.users.block(ref) : client.users.unblock(ref)))) setIsBlocked(isOn);
  };
  return (
    <Switch icon={<Ban aria-hidden />} label={people.block} isOn={isBlocked} onChange={(isOn) => void change(isOn)} />
  );
}
