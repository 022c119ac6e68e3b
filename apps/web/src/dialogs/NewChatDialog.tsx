import { describeError, useAction, useClient } from '@palaver/react';
import { ImError, type Target } from '@palaver/sdk';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';

export interface ChooseProps {
  readonly onClose: () => void;
  readonly onChosen: (target: Target) => void;
}

/** A name, and one talks. */
export function NewChatDialog({ onClose, onChosen, onInvite }: ChooseProps & { onInvite: () => void }) {
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
  const describe = (error: unknown) => (isMissing(error) ? newChat.notFound(user) : describeError(error, parts));

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
          <div className="stack-tight" role="alert">
            <p className="error">{describe(state.error)}</p>
            {isMissing(state.error) && <p className="hint">{newChat.notFoundHint}</p>}
          </div>
        )}
        <button type="submit" className="button" disabled={user === '' || state.kind === 'busy'}>
          {newChat.start}
        </button>
        <button type="button" className="button button-plain" onClick={onInvite}>
          <UserPlus aria-hidden /> {chats.invite}
        </button>
      </form>
    </Dialog>
  );
}

const isMissing = (error: unknown) => ImError.is(error, 'NOT_FOUND') || ImError.is(error, 'INVALID');
