import { Avatar, avatarSeed } from '@palaver/react';
import type { Conversation } from '@palaver/sdk';
import type { ReactNode } from 'react';

interface HitProps {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** The input keeps the focus and names the hit that is chosen: see `aria-activedescendant`. */
function Hit({ id, isChosen, onChoose, children }: HitProps & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is the input's.
    <div id={id} role="option" aria-selected={isChosen} className="person hit" onClick={onChoose}>
      {children}
    </div>
  );
}

export function ChatHit({ conversation: { peer, title, type }, ...hit }: HitProps & { conversation: Conversation }) {
  return (
    <Hit {...hit}>
      <Avatar of={peer} seed={avatarSeed(peer)} name={title} isGroup={type === 'group'} size="s" />
      <p>
        <strong dir="auto">{title}</strong>
      </p>
    </Hit>
  );
}
