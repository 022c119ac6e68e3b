import { Avatar, avatarSeed, describeError, isSameUser, useAction, useMe, usePeople } from '@palaver/react';
import { ImError, type User } from '@palaver/sdk';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';

export interface PeoplePickerProps {
  readonly label: string;
  readonly chosen: readonly User[];
  readonly onChange: (chosen: readonly User[]) => void;
  /** Who cannot be chosen: those who are in it already. */
  readonly without?: readonly User[];
}

/** Whom one knows is offered; anybody else is added by name. */
export function PeoplePicker({ label, chosen, onChange, without = [] }: PeoplePickerProps) {
  const { newGroup } = useAppTexts();
  const known = usePeople().known.filter((user) => ![...chosen, ...without].some((other) => isSameUser(user, other)));
  const labelId = useId();
  const add = (user: User) => {
    if (![...chosen, ...without].some((other) => isSameUser(user, other))) onChange([...chosen, user]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the rest is.
    <div className="field" role="group" aria-labelledby={labelId}>
      <span id={labelId}>{label}</span>
      {chosen.length > 0 && (
        <ul className="chips">
          {chosen.map((user) => (
            <li key={`${user.appKey}/${user.username}`}>
              <button
                type="button"
                className="chip chip-chosen"
                aria-label={newGroup.remove(user.displayName)}
                onClick={() => onChange(chosen.filter((other) => other !== user))}
              >
                {user.displayName} <X aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <AddByName onAdd={add} />
      {known.length > 0 && (
        <ul className="chips">
          {known.map((user) => (
            <li key={`${user.appKey}/${user.username}`}>
              <button type="button" className="chip" onClick={() => add(user)}>
                <Avatar of={user} seed={avatarSeed(user)} name={user.displayName} size="s" /> {user.displayName}{' '}
                <Plus aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function AddByName({ onAdd }: { onAdd: (user: User) => void }) {
  const { newGroup, newChat, parts } = useAppTexts();
  const { find } = usePeople();
  const me = useMe();
  const [name, setName] = useState('');
  const { state, run } = useAction();
  const username = name.trim().normalize('NFC');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (username === '' || username === me?.username) return;
    const isFound = await run(async () => onAdd(await find(username)));
    if (isFound) setName('');
  };
  const describe = (error: unknown) =>
    ImError.is(error, 'NOT_FOUND') || ImError.is(error, 'INVALID')
      ? newChat.notFound(username)
      : describeError(error, parts);
  return (
    <form onSubmit={submit}>
      <div className="field-row">
        <input
          value={name}
          placeholder={newGroup.addHint}
          aria-label={newGroup.addHint}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
        />
        <button
          type="submit"
          className="icon-button"
          aria-label={newGroup.add}
          disabled={username === '' || state.kind === 'busy'}
        >
          <Plus aria-hidden />
        </button>
      </div>
      {state.kind === 'failed' && (
        <p className="error" role="alert">
          {describe(state.error)}
        </p>
      )}
    </form>
  );
}
