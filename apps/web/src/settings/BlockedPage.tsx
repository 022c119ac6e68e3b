import { Avatar, avatarSeed, describeError, useClient } from '@palaver/react';
import type { User } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';
import { refOf } from '../dialogs/PeoplePicker.js';
import { useAction } from '../shell/use-action.js';
import { useAppTexts } from '../texts/provider.js';

/** Whom one does not want to hear of. */
export function BlockedPage() {
  const { people, parts } = useAppTexts();
  const client = useClient();
  const [blocked, setBlocked] = useState<readonly User[]>();
  const { state, run } = useAction();
  const read = useCallback(async () => setBlocked(await client.users.blocked()), [client]);
  useEffect(() => {
    void run(read);
  }, [run, read]);
  const unblock = (user: User) =>
    run(async () => {
      await client.users.unblock(refOf(user));
      await read();
    });
  return (
    <div className="stack">
      {blocked?.length === 0 && <p className="hint">{people.nobodyBlocked}</p>}
      <ul className="members" aria-busy={state.kind === 'busy'}>
        {blocked?.map((user) => (
          <li key={avatarSeed(user)} className="person">
            <Avatar of={user} seed={avatarSeed(user)} name={user.displayName} size="s" />
            <p>
              <span dir="auto">{user.displayName}</span>
            </p>
            <button type="button" className="button button-quiet" onClick={() => void unblock(user)}>
              {people.unblock}
            </button>
          </li>
        ))}
      </ul>
      {state.kind === 'failed' && (
        <p className="error" role="alert">
          {describeError(state.error, parts)}
        </p>
      )}
    </div>
  );
}
