import { ChevronLeft, X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useAppTexts } from '../texts/provider.js';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The way back, where this is a page behind another. */
  readonly onBack?: () => void;
  /** A sheet at the side instead of a card in the middle. */
  readonly isSheet?: boolean;
  /** Where its upper edge stays while what is in it grows and shrinks. */
  readonly isAtTop?: boolean;
}

/** The browser's own modal dialog: it keeps the focus, gives it back, and closes with Escape. */
export function Dialog({ title, onClose, children, onBack, isSheet = false, isAtTop = false }: DialogProps) {
  const { close, back } = useAppTexts();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // The browser would focus the first thing there is, which is the way out.
    dialog?.querySelector<HTMLElement>('[data-focus-first]')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog${isSheet ? ' sheet' : ''}${isAtTop ? ' at-top' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-bar">
          {onBack && (
            <button type="button" className="icon-button" aria-label={back} onClick={onBack}>
              <ChevronLeft aria-hidden />
            </button>
          )}
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" aria-label={close} onClick={onClose}>
            <X aria-hidden />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
