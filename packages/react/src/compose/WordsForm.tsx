import type { Conversation, MemberRef, Message } from '@palaver/sdk';
import { ArrowUp, Mic, Smile } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useDraft } from '../hooks/use-draft.js';
import { useLimits } from '../hooks/use-limits.js';
import { useMessageActions } from '../hooks/use-message-actions.js';
import { useTellTyping } from '../hooks/use-typing.js';
import { later, usePreloaded } from '../parts/later.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';
import { useTexts } from '../texts/provider.js';
import { AttachMenu } from './AttachMenu.js';
import { AttachmentList } from './AttachmentList.js';
import { ReplyBar } from './ReplyBar.js';
import type { Attachments } from './use-attachments.js';
import { useCanRecord } from './use-can-record.js';
import { useField } from './use-field.js';
import { type Mentions, useMentions } from './use-mentions.js';

const MentionList = later(async () => (await import('./MentionList.js')).MentionList);
const GroupMembers = later(async () => (await import('./GroupMembers.js')).GroupMembers);
const EmojiPicker = later(async () => (await import('../emoji/EmojiPicker.js')).EmojiPicker);

export interface WordsFormProps {
  readonly conversation: Conversation;
  readonly isFocusedAtFirst: boolean;
  readonly attachments: Attachments;
  readonly tellsTyping: boolean;
  readonly replyTo: Message | undefined;
  readonly onReplyEnd: (() => void) | undefined;
  readonly onUp: (() => void) | undefined;
  /** What was attached, and the words with whom they mention: one of the two at least. */
  readonly onSend: (words: string, mentions: readonly MemberRef[] | 'all' | undefined) => void;
  readonly onRecord: () => void;
  readonly onLocation: () => void;
}

/** The field, what goes with it, and the ways to the other things one can send. */
export function WordsForm(props: WordsFormProps) {
  const { conversation, isFocusedAtFirst, attachments, tellsTyping, replyTo, onReplyEnd, onUp } = props;
  const { composer, emoji } = useTexts();
  const [text, setText] = useDraft(conversation);
  const { textCharacters } = useLimits();
  const canRecord = useCanRecord();
  const slots = useSlots();
  const { send } = useMessageActions(conversation);
  const tellTyping = useTellTyping(conversation);
  const field = useField(text, setText);
  const mentions = useMentions({ conversation, text, caret: field.caret, replace: field.replace });
  const [hasEmoji, setHasEmoji] = useState(false);
  usePreloaded(EmojiPicker, MentionList, GroupMembers);
  const words = text.trim();
  const hasFiles = attachments.all.some(({ made }) => made);
  /** Large pictures take a moment: what is sent meanwhile goes when they are ready. */
  const isLooking = attachments.all.some(({ made, error }) => !made && error === undefined);
  const [isSent, setIsSent] = useState(false);
  const over = [...words].length - textCharacters;
  const canSend = (words !== '' || hasFiles || isLooking) && over <= 0;

  const { ref } = field;
  useEffect(() => {
    if (isFocusedAtFirst) ref.current?.focus();
  }, [ref, isFocusedAtFirst]);
  useEffect(() => {
    if (replyTo) ref.current?.focus();
  }, [ref, replyTo]);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    ref.current?.focus();
    if (!canSend) return;
    if (isLooking) {
      setIsSent(true);
      return;
    }
    setIsSent(false);
    props.onSend(words, mentions.inText());
    setText('');
  };
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  useEffect(() => {
    if (isSent && !isLooking) latest.current();
  }, [isSent, isLooking]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || mentions.onKeyDown(event)) return;
    if (event.key === 'Escape' && replyTo) onReplyEnd?.();
    if (event.key === 'ArrowUp' && text === '' && onUp) {
      event.preventDefault();
      onUp();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  };
  const closeEmoji = () => {
    setHasEmoji(false);
    ref.current?.focus();
  };

  return (
    <form className="pv pv-composer" onSubmit={submit}>
      {replyTo && onReplyEnd && <ReplyBar to={replyTo} onCancel={onReplyEnd} />}
      <AttachmentList attachments={attachments} />
      <MentionHelp mentions={mentions} />
      <AttachMenu onFiles={attachments.add} onLocation={props.onLocation} />
      {fill(slots.composerActions, { conversation, text, setText, send }, null)}
      <div className="pv-composer-field">
        <textarea
          ref={ref}
          rows={1}
          dir="auto"
          value={text}
          placeholder={composer.placeholder}
          aria-label={composer.label(conversation.title)}
          aria-invalid={over > 0}
          aria-autocomplete={conversation.type === 'group' ? 'list' : undefined}
          aria-controls={mentions.picker?.id}
          aria-activedescendant={mentions.picker && `${mentions.picker.id}-${mentions.picker.at}`}
          enterKeyHint="send"
          onChange={({ target }) => {
            setText(target.value);
            field.look();
            if (tellsTyping && target.value !== '') tellTyping();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button
          type="button"
          className="pv-emoji-button"
          aria-label={emoji.label}
          aria-haspopup="dialog"
          aria-expanded={hasEmoji}
          onClick={() => (hasEmoji ? closeEmoji() : setHasEmoji(true))}
        >
          <Smile aria-hidden />
        </button>
        {over > 0 && (
          <p className="pv-over" role="alert">
            {composer.tooLong(over)}
          </p>
        )}
      </div>
      {text === '' && attachments.all.length === 0 && canRecord ? (
        <button type="button" className="pv-send" aria-label={composer.recordVoice} onClick={props.onRecord}>
          <Mic aria-hidden />
        </button>
      ) : (
        <button type="submit" className="pv-send" aria-label={composer.send} aria-busy={isSent} disabled={!canSend}>
          <ArrowUp aria-hidden />
        </button>
      )}
      {hasEmoji && <EmojiPicker onChoose={field.insert} onClose={closeEmoji} />}
    </form>
  );
}

/** Who can be mentioned, and the reading of who that is. */
function MentionHelp({ mentions: { groupId, setMembers, picker } }: { mentions: Mentions }) {
  return (
    <>
      {groupId !== undefined && <GroupMembers groupId={groupId} onMembers={setMembers} />}
      {picker && <MentionList id={picker.id} choices={picker.choices} at={picker.at} onChoose={picker.choose} />}
    </>
  );
}

/** Enter that ends the writing of a Chinese word is part of the word. Safari says so with the key code alone. */
const isComposing = ({ nativeEvent }: KeyboardEvent) => nativeEvent.isComposing || nativeEvent.keyCode === 229;
