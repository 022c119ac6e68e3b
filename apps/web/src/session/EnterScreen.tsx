import { describeError, useAction } from '@palaver/react';
import { ImError } from '@palaver/sdk';
import { LogOut } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';
import type { Texts } from '../texts/texts.js';
import { PasswordField } from './PasswordField.js';
import { makePassword } from './password.js';
import { useSession } from './provider.js';
import type { EndReason } from './session.js';

type Mode = 'join' | 'log_in';

/** The first thing one sees: choose a name, and one is in. Who has a name logs in. */
export function EnterScreen({ ended }: { ended: EndReason | undefined }) {
  const texts = useAppTexts();
  const say = texts.enter;
  const [mode, setMode] = useState<Mode>(ended ? 'log_in' : 'join');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState(() => (ended ? '' : makePassword()));
  const session = useSession();
  const { state, run, reset } = useAction();
  const isJoining = mode === 'join';

  const turn = (next: Mode) => {
    setMode(next);
    setPassword(next === 'join' ? makePassword() : '');
    reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const account = { username: username.trim().normalize('NFC'), password };
    void run(() => (isJoining ? session.join(account) : session.logIn(account)));
  };

  return (
    <div className="app">
      {ended && (
        <p className="banner" role="alert">
          <LogOut aria-hidden /> {say.ended[ended]}
        </p>
      )}
      <main className="enter">
        <form className="enter-card" onSubmit={submit}>
          <header className="enter-brand">
            <img src="/icon.svg" alt="" width={56} height={56} />
            <p>
              <strong>Palaver</strong>
              <span>{say.tagline}</span>
            </p>
          </header>
          <div className="enter-title">
            <h1>{isJoining ? say.join : say.welcomeBack}</h1>
            {isJoining && <p>{say.joinHint}</p>}
          </div>
          <label className="field">
            <span>{say.name}</span>
            <input
              // biome-ignore lint/a11y/noAutofocus: the page is this form.
              autoFocus
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={128}
              value={username}
              placeholder={isJoining ? say.nameHint : undefined}
              onChange={(event) => setUsername(event.target.value)}
            />
          </label>
          <PasswordField
            key={mode}
            value={password}
            onChange={setPassword}
            isNew={isJoining}
            isSubmitting={state.kind === 'busy'}
          />
          {state.kind === 'failed' && (
            <p className="error" role="alert">
              {describeEntering(state.error, mode, username, texts)}
            </p>
          )}
          <button
            type="submit"
            className="button"
            disabled={state.kind === 'busy' || username.trim() === '' || password === ''}
          >
            {isJoining ? say.start : say.logIn}
          </button>
          <button type="button" className="button button-plain" onClick={() => turn(isJoining ? 'log_in' : 'join')}>
            {isJoining ? say.toLogIn : say.toJoin}
          </button>
        </form>
      </main>
    </div>
  );
}

const utf8 = new TextEncoder();

function describeEntering(error: unknown, mode: Mode, username: string, { enter, parts }: Texts): string {
  if (mode === 'join') {
    if (ImError.is(error, 'USER_EXISTS')) return enter.nameTaken;
    if (ImError.is(error, 'FORBIDDEN')) return enter.registrationClosed;
    if (ImError.is(error, 'INVALID')) return isName(username) ? enter.passwordInvalid : enter.nameInvalid;
  }
  return describeError(error, parts);
}

const isName = (username: string) =>
  utf8.encode(username.trim()).length >= 4 && /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.\-@]*$/u.test(username.trim());
