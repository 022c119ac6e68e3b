import { useBlocked } from '@palaver/react';
import type { User } from '@palaver/sdk';
import { Ban } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';
import { Switch } from './Switch.js';

/** Whether one hears of somebody; he is not told. */
export function BlockSwitch({ user, run }: { user: User; run: (work: () => Promise<unknown>) => Promise<boolean> }) {
  const { people } = useAppTexts();
  const { isBlocked, block, unblock } = useBlocked();
  const isOn = isBlocked(user);
  if (isOn === undefined) return null;
  return (
    <Switch
      icon={<Ban aria-hidden />}
      label={people.block}
      hint={people.blockHint}
      isOn={isOn}
      onChange={(on) => void run(() => (on ? block(user) : unblock(user)))}
    />
  );
}
