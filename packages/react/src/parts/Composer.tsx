import type { Conversation } from '@palaver/sdk';
import { ArrowUp } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { useDraft } from '../hooks/use-draft.js';
import { useMessageActions } from '../hooks/use-message-actions.js';
import { useTexts } from '../texts/provider.js';

/** The server's default; an application may allow less, and says so when asked. */
const mostCharacters = 4_000;

export interface ComposerProps {
  readonly conversation: Conversation;
  readonly isFocusedAtFirst?: boolean;
}

/** Where one writes. Enter sends, Shift+Enter breaks the line. Give it `key={conversation.id}`. */
export function Composer({ conversation, isFocusedAtFirst = false }: ComposerProps) {
  const { composer } = useTexts();
  const [text, setText] = useDraft(conversation);
  const { send } = useMessageActions(conversation);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = [...text.trim()].length - mostCharacters;
  const canSend = text.trim() !== '' && over <= 0;

  useEffect(() => {
    if (isFocusedAtFirst) field.current?.focus();
  }, [isFocusedAtFirst]);
  useHeight(field, text);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    field.current?.focus();
    if (!canSend) return;
    send(text.trim()).catch(() => undefined);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    submit();
  };

  return (
    <form className="pv-composer" onSubmit={submit}>
      <div className="pv-composer-field">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={composer.placeholder}
          aria-label={composer.label(conversation.title)}
          aria-invalid={over > 0}
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {over > 0 && (
          <p className="pv-over" role="alert">
            {composer.tooLong(over)}
          </p>
        )}
      </div>
      <button type="submit" className="pv-send" aria-label={composer.send} disabled={!canSend}>
        <ArrowUp aria-hidden />
      </button>
    </form>
  );
}

/** Enter that ends the writing of a Chinese word is part of the word. Safari says so with the key code alone. */
const isComposing = ({ nativeEvent }: KeyboardEvent) => nativeEvent.isComposing || nativeEvent.keyCode === 229;

/** The field is as high as its text, up to what the style allows. */
function useHeight(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the height depends on.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
