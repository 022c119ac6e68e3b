import { describeError, useAction, useProfile } from '@palaver/react';
import { ImError } from '@palaver/sdk';
import { type FormEvent, useState } from 'react';
import { PasswordField } from '../session/PasswordField.js';
import { makePassword } from '../session/password.js';
import { useAppTexts } from '../texts/provider.js';

/** A new password ends the account's other sessions. */
export function PasswordPage({ onDone }: { onDone: () => void }) {
  const { people, enter, parts } = useAppTexts();
  const { me, changePassword } = useProfile();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(makePassword);
  const { state, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => changePassword(current, next))) onDone();
  };
  const describe = (error: unknown) => {
    if (ImError.is(error, 'UNAUTHENTICATED')) return people.wrongPassword;
    return ImError.is(error, 'INVALID') ? enter.passwordInvalid : describeError(error, parts);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <input type="text" name="username" autoComplete="username" value={me?.username ?? ''} readOnly hidden />
      <label className="field">
        <span>{people.currentPassword}</span>
        <input
          data-focus-first
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </label>
      <PasswordField value={next} onChange={setNext} isNew isSubmitting={state.kind === 'busy'} />
      <p className="hint">{people.passwordHint}</p>
      {state.kind === 'failed' && (
        <p className="error" role="alert">
          {describe(state.error)}
        </p>
      )}
      <button type="submit" className="button" disabled={state.kind === 'busy' || current === '' || next === ''}>
        {people.changePassword}
      </button>
    </form>
  );
}
