import type { Content, Conversation, Message, SendOptions } from '@palaver/sdk';
import { ArrowUp, Mic } from 'lucide-react';
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useDraft } from '../hooks/use-draft.js';
import { useMessageActions } from '../hooks/use-message-actions.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';
import { useTexts } from '../texts/provider.js';
import { AttachButton } from './AttachButton.js';
import { AttachmentList } from './AttachmentList.js';
import { ReplyBar } from './ReplyBar.js';
import { type Attachments, useAttachments } from './use-attachments.js';
import { useCanRecord } from './use-can-record.js';

const VoiceBar = lazy(async () => ({ default: (await import('./VoiceBar.js')).VoiceBar }));

/** The server's default; an application may allow less, and says so when asked. */
const mostCharacters = 4_000;

export interface ComposerProps {
  readonly conversation: Conversation;
  readonly isFocusedAtFirst?: boolean;
  /** Files that go with the message, where somebody else may add to them too. */
  readonly attachments?: Attachments;
  /** What every message is sent with. */
  readonly sendOptions?: SendOptions | undefined;
  /** What the next message answers; `onReplyEnd` when it has gone, or one thought otherwise. */
  readonly replyTo?: Message | undefined;
  readonly onReplyEnd?: () => void;
  /** The arrow key up in an empty field. */
  readonly onUp?: () => void;
}

/** Where one writes. Enter sends, Shift+Enter breaks the line. Give it `key={conversation.id}`. */
export function Composer(props: ComposerProps) {
  const { conversation, isFocusedAtFirst = false, attachments: given, sendOptions, replyTo, onReplyEnd, onUp } = props;
  const { composer } = useTexts();
  const [text, setText] = useDraft(conversation);
  const { send } = useMessageActions(conversation);
  const canRecord = useCanRecord();
  const slots = useSlots();
  const [isRecording, setIsRecording] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const own = useAttachments();
  const attachments = given ?? own;
  const hasFiles = attachments.all.some(({ content }) => content);
  const over = [...text.trim()].length - mostCharacters;
  const canSend = (text.trim() !== '' || hasFiles) && over <= 0;

  useEffect(() => {
    if (isFocusedAtFirst) field.current?.focus();
  }, [isFocusedAtFirst]);
  useEffect(() => {
    if (replyTo) field.current?.focus();
  }, [replyTo]);
  useHeight(field, text);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    field.current?.focus();
    if (!canSend) return;
    const contents = [...attachments.take(), ...(text.trim() === '' ? [] : [text.trim()])];
    contents.forEach((content, at) => {
      // The first of several is the answer.
      send(content, { ...sendOptions, ...(replyTo && at === 0 && { replyTo }) }).catch(() => undefined);
    });
    setText('');
    onReplyEnd?.();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && replyTo) onReplyEnd?.();
    if (event.key === 'ArrowUp' && text === '' && onUp) {
      event.preventDefault();
      onUp();
    }
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    submit();
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  };

  if (isRecording) {
    const sendVoice = (voice: Content) => {
      send(voice, { ...sendOptions, ...(replyTo && { replyTo }) }).catch(() => undefined);
      onReplyEnd?.();
    };
    return (
      <Suspense>
        <VoiceBar onSend={sendVoice} onClose={() => setIsRecording(false)} />
      </Suspense>
    );
  }
  return (
    <form className="pv pv-composer" onSubmit={submit}>
      {replyTo && onReplyEnd && <ReplyBar to={replyTo} onCancel={onReplyEnd} />}
      <AttachmentList attachments={attachments} />
      <AttachButton onFiles={attachments.add} />
      {fill(slots.composerActions, { conversation, text, setText, send }, null)}
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
          onPaste={onPaste}
        />
        {over > 0 && (
          <p className="pv-over" role="alert">
            {composer.tooLong(over)}
          </p>
        )}
      </div>
      {text === '' && !hasFiles && canRecord ? (
        <button
          type="button"
          className="pv-send"
          aria-label={composer.recordVoice}
          onClick={() => setIsRecording(true)}
        >
          <Mic aria-hidden />
        </button>
      ) : (
        <button type="submit" className="pv-send" aria-label={composer.send} disabled={!canSend}>
          <ArrowUp aria-hidden />
        </button>
      )}
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
