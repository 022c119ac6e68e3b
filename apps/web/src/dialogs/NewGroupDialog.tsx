import { describeError, useAction, useClient } from '@palaver/react';
import type { User } from '@palaver/sdk';
import { useState } from 'react';
import { isTooLong, nameBytes } from '../shell/is-too-long.js';
import { TooLong } from '../shell/TooLong.js';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';
import type { ChooseProps } from './NewChatDialog.js';
import { PeoplePicker } from './PeoplePicker.js';

/** A name for the group, and who is in it. */
export function NewGroupDialog({ onClose, onChosen }: ChooseProps) {
  const { newGroup, chats, parts } = useAppTexts();
  const client = useClient();
  const [name, setName] = useState('');
  const [people, setPeople] = useState<readonly User[]>([]);
  const { state, run } = useAction();

  const create = async () => {
    let id = '';
    const isDone = await run(async () => {
      ({ id } = await client.groups.create({
        name: name.trim(),
        members: people.map(({ username, appKey }) => ({ username, appKey })),
      }));
    });
    if (!isDone) return;
    onClose();
    onChosen({ group: id });
  };

  return (
    <Dialog title={chats.newGroup} onClose={onClose}>
      <div className="stack">
        <label className="field">
          <span>{newGroup.name}</span>
          <input data-focus-first autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          <TooLong text={name} bytes={nameBytes} />
        </label>
        <PeoplePicker label={newGroup.people} chosen={people} onChange={setPeople} />
        {state.kind === 'failed' && (
          <p className="error" role="alert">
            {describeError(state.error, parts)}
          </p>
        )}
        <button
          type="button"
          className="button"
          disabled={name.trim() === '' || isTooLong(name, nameBytes) || state.kind === 'busy'}
          onClick={create}
        >
          {newGroup.create}
        </button>
      </div>
    </Dialog>
  );
}
