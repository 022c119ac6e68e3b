import { Avatar, avatarSeed, describeError, useAction, useBlocked } from '@palaver/react';
import { Ban } from 'lucide-react';
import { Nothing } from '../shell/Nothing.js';
import { useAppTexts } from '../texts/provider.js';

/** Whom one does not want to hear of. */
export function BlockedPage() {
  const { people, parts } = useAppTexts();
  const { blocked, isAsking, error, unblock } = useBlocked();
  const { state, run } = useAction();
  const trouble = state.kind === 'failed' ? state.error : error;
  return (
    <div className="stack">
      {blocked?.length === 0 && <Nothing icon={<Ban />} title={people.nobodyBlocked} hint={people.nobodyBlockedHint} />}
      <ul className="members" aria-busy={isAsking || state.kind === 'busy'}>
        {blocked?.map((user) => (
          <li key={avatarSeed(user)} className="person">
            <Avatar of={user} seed={avatarSeed(user)} name={user.displayName} size="s" />
            <p>
              <span dir="auto">{user.displayName}</span>
            </p>
            <button type="button" className="button button-quiet" onClick={() => void run(() => unblock(user))}>
              {people.unblock}
            </button>
          </li>
        ))}
      </ul>
      {trouble !== undefined && (
        <p className="error" role="alert">
          {describeError(trouble, parts)}
        </p>
      )}
    </div>
  );
}
