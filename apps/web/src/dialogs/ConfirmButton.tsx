import { type ReactNode, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';

export interface ConfirmButtonProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly question: string;
  readonly onConfirm: () => void;
  readonly isDisabled?: boolean;
}

/** What cannot be undone asks once more, in its own place. */
export function ConfirmButton({ icon, label, question, onConfirm, isDisabled = false }: ConfirmButtonProps) {
  const { details } = useAppTexts();
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" className="line-button danger" disabled={isDisabled} onClick={() => setIsAsking(true)}>
        {icon} {label}
      </button>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question with two answers is no form.
    <div className="confirm" role="group" aria-label={question}>
      <p>{question}</p>
      {/* biome-ignore lint/a11y/noAutofocus: the focus stood on the button that this replaces. */}
      <button type="button" className="button button-quiet" autoFocus onClick={() => setIsAsking(false)}>
        {details.cancel}
      </button>
      <button
        type="button"
        className="button button-danger"
        disabled={isDisabled}
        onClick={() => {
          setIsAsking(false);
          onConfirm();
        }}
      >
        {label}
      </button>
    </div>
  );
}
