import { Avatar, avatarSeed, describeError, useAction, useProfile } from '@palaver/react';
import type { User } from '@palaver/sdk';
import { type FormEvent, useState } from 'react';
import { PictureButton } from '../dialogs/PictureButton.js';
import { isTooLong, lineBytes, nameBytes } from '../shell/is-too-long.js';
import { TooLong } from '../shell/TooLong.js';
import { useAppTexts } from '../texts/provider.js';

/** How others see one. */
export function ProfilePage({ me, onDone }: { me: User; onDone: () => void }) {
  const { people, details, parts } = useAppTexts();
  const { update, setAvatar } = useProfile();
  const [nickname, setNickname] = useState(me.nickname ?? '');
  const [signature, setSignature] = useState(me.signature ?? '');
  const { state, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => update({ nickname: nickname.trim(), signature: signature.trim() }))) onDone();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="picture-row">
        <Avatar of={me} seed={avatarSeed(me)} name={me.displayName} size="l" />
        <PictureButton onChosen={(file) => void run(() => setAvatar(file))} />
      </div>
      <label className="field">
        <span>{people.nickname}</span>
        <input autoComplete="nickname" value={nickname} onChange={(e) => setNickname(e.target.value)} />
        <TooLong text={nickname} bytes={nameBytes} />
      </label>
      <label className="field">
        <span>{people.signature}</span>
        <input
          autoComplete="off"
          value={signature}
          placeholder={people.signatureHint}
          onChange={(e) => setSignature(e.target.value)}
        />
        <TooLong text={signature} bytes={lineBytes} />
      </label>
      {state.kind === 'failed' && (
        <p className="error" role="alert">
          {describeError(state.error, parts)}
        </p>
      )}
      <button
        type="submit"
        className="button"
        disabled={state.kind === 'busy' || isTooLong(nickname, nameBytes) || isTooLong(signature, lineBytes)}
      >
        {details.save}
      </button>
    </form>
  );
}
