import { Users } from 'lucide-react';
import { useEffect } from 'react';
import { Avatar, avatarSeed } from '../parts/Avatar.js';
import { useTexts } from '../texts/provider.js';
import type { MentionChoice } from './mentions.js';

export interface MentionListProps {
  readonly id: string;
  readonly choices: readonly MentionChoice[];
  /** Which one Enter takes. */
  readonly at: number;
  readonly onChoose: (choice: MentionChoice) => void;
}

export const mentionOptionId = (id: string, at: number) => `${id}-${at}`;

/** Who can be mentioned, above the field; the focus and the keys stay there. */
export function MentionList({ id, choices, at, onChoose }: MentionListProps) {
  const { composer } = useTexts();
  useEffect(() => {
    document.getElementById(mentionOptionId(id, at))?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  return (
    <div className="pv-mention-list" id={id} role="listbox" aria-label={composer.mention}>
      {choices.map((choice, n) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
        // biome-ignore lint/a11y/useFocusableInteractive: the focus is the field's.
        <div
          key={choice.kind === 'all' ? 'all' : avatarSeed(choice.member.user)}
          id={mentionOptionId(id, n)}
          role="option"
          aria-selected={n === at}
          className="pv-mention-option"
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
        >
          <Option choice={choice} />
        </div>
      ))}
    </div>
  );
}

function Option({ choice }: { choice: MentionChoice }) {
  const { composer } = useTexts();
  if (choice.kind === 'all')
    return (
      <>
        <span className="pv-mention-all">
          <Users aria-hidden />
        </span>
        <strong>{choice.name}</strong>
        <small>{composer.everyoneHint}</small>
      </>
    );
  const { user } = choice.member;
  return (
    <>
      <Avatar of={user} seed={avatarSeed(user)} name={choice.name} size="s" />
      <strong dir="auto">{choice.name}</strong>
      {choice.name !== user.username && <small dir="auto">{user.username}</small>}
    </>
  );
}
