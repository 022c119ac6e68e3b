import { Eye, EyeOff, RefreshCw } from 'lucide-react';
import { useId, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';
import { makePassword } from './password.js';

export interface PasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A new one is made for the person, and shown. */
  readonly isNew: boolean;
  readonly isSubmitting: boolean;
}

/** While it is submitted the field is of type password again: only then do browsers offer to keep it. */
export function PasswordField({ value, onChange, isNew, isSubmitting }: PasswordFieldProps) {
  const { enter } = useAppTexts();
  const [isShown, setIsShown] = useState(isNew);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{enter.password}</label>
      <div className="field-row">
        <input
          id={id}
          className="mono"
          type={isShown && !isSubmitting ? 'text' : 'password'}
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={128}
          value={value}
          aria-describedby={isNew ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {isNew && (
          <button
            type="button"
            className="icon-button"
            aria-label={enter.anotherPassword}
            onClick={() => onChange(makePassword())}
          >
            <RefreshCw aria-hidden />
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={isShown ? enter.hide : enter.show}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </button>
      </div>
      {isNew && (
        <small id={`${id}-hint`} className="hint">
          {enter.newPasswordHint}
        </small>
      )}
    </div>
  );
}
