import { describeError, useClient } from '@palaver/react';
import { ImError, type Target } from '@palaver/sdk';
import { type FormEvent, useState } from 'react';
import { useAction } from '../shell/use-action.js';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';

export interface ChooseProps {
  readonly onClose: () => void;
  readonly onChosen: (target: Target) => void;
}

/** A name, and one talks. */
export function NewChatDialog({ onClose, onChosen }: ChooseProps) {
  const { newChat, chats, parts } = useAppTexts();
  const client = useClient();
  const [name, setName] = useState('');
  const { state, run } = useAction();
  const user = name.trim().normalize('NFC');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(() => client.conversations.open({ user })))) return;
    onClose();
    onChosen({ user });
  };
  const describe = (error: unknown) =>
    ImError.is(error, 'NOT_FOUND') || ImError.is(error, 'INVALID')
      ? newChat.notFound(user)
      : describeError(error, parts);

  return (
    <Dialog title={chats.newChat} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>{newChat.who}</span>
          <input
            data-focus-first
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={name}
            placeholder={newChat.hint}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {state.kind === 'failed' && (
          <p className="error" role="alert">
            {describe(state.error)}
          </p>
        )}
        <button type="submit" className="button" disabled={user === '' || state.kind === 'busy'}>
          {newChat.start}
        </button>
      </form>
    </Dialog>
  );
}
