import type { Content, Conversation, MemberRef, Message, SendHandle, SendOptions } from '@palaver/sdk';
import { useState } from 'react';
import { useMessageActions } from '../hooks/use-message-actions.js';
import { later, usePreloaded } from '../parts/later.js';
import { type Attachments, useAttachments } from './use-attachments.js';
import { WordsForm } from './WordsForm.js';

const VoiceBar = later(async () => (await import('./VoiceBar.js')).VoiceBar);
const LocationBar = later(async () => (await import('./LocationBar.js')).LocationBar);

export interface ComposerProps {
  readonly conversation: Conversation;
  readonly isFocusedAtFirst?: boolean;
  /** Files that go with the message, where somebody else may add to them too. */
  readonly attachments?: Attachments;
  /** What every message is sent with. */
  readonly sendOptions?: SendOptions | undefined;
  /** Whether the others are told that one writes. Default true. */
  readonly tellsTyping?: boolean | undefined;
  /** What the next message answers; `onReplyEnd` when it has gone, or one thought otherwise. */
  readonly replyTo?: Message | undefined;
  readonly onReplyEnd?: () => void;
  /** The arrow key up in an empty field. */
  readonly onUp?: () => void;
}

/** What one is making. */
type Making = 'words' | 'voice' | 'location';

/** Where one writes. Enter sends, Shift+Enter breaks the line. Give it `key={conversation.id}`. */
export function Composer(props: ComposerProps) {
  const { conversation, isFocusedAtFirst = false, attachments: given, tellsTyping = true, replyTo, onReplyEnd } = props;
  const { send } = useMessageActions(conversation);
  const own = useAttachments();
  const attachments = given ?? own;
  const [making, setMaking] = useState<Making>('words');
  usePreloaded(VoiceBar, LocationBar);
  const [hasReturned, setHasReturned] = useState(false);

  const sendAll = (contents: readonly (Content | string)[], mentions?: readonly MemberRef[] | 'all') => {
    const optionsOf = (content: Content | string, at: number): SendOptions => ({
      ...props.sendOptions,
      // The first of several is the answer; who is mentioned is mentioned by the words.
      ...(replyTo && at === 0 && { replyTo }),
      ...(mentions && typeof content === 'string' && { mentions }),
    });
    void inTurn(contents, (content, at) => send(content, optionsOf(content, at)));
    onReplyEnd?.();
  };
  const toWords = () => {
    setHasReturned(true);
    setMaking('words');
  };
  const bar = { onSend: (content: Content) => sendAll([content]), onClose: toWords };

  if (making === 'words')
    return (
      <WordsForm
        conversation={conversation}
        isFocusedAtFirst={isFocusedAtFirst || hasReturned}
        attachments={attachments}
        tellsTyping={tellsTyping}
        replyTo={replyTo}
        onReplyEnd={onReplyEnd}
        onUp={props.onUp}
        onSend={(words, mentions) => sendAll([...attachments.take(), ...(words === '' ? [] : [words])], mentions)}
        onRecord={() => setMaking('voice')}
        onLocation={() => setMaking('location')}
      />
    );
  return making === 'voice' ? <VoiceBar {...bar} /> : <LocationBar {...bar} />;
}

/** Each stands in its place before the next is made: a picture takes longer to look at than words. */
async function inTurn(
  contents: readonly (Content | string)[],
  send: (content: Content | string, at: number) => SendHandle,
) {
  for (const [at, content] of contents.entries()) {
    const handle = send(content, at);
    // What becomes of it shows in its row.
    handle.catch(() => undefined);
    await handle.message?.catch(() => undefined);
  }
}
