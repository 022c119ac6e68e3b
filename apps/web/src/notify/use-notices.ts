import { describeContent, useAttention, useClient, useFormat } from '@palaver/react';
import type { Conversation, Message } from '@palaver/sdk';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { usePreferences } from '../preferences/provider.js';
import { placeOf } from '../shell/places.js';
import { useAppTexts } from '../texts/provider.js';
import { decideNotice } from './decide-notice.js';
import { askPermission, closeNotices, onNoticeClick, permission, showNotice } from './desktop.js';
import { becomeNotifier, isLookedAt, lookAt } from './tab-roles.js';

/** So soon after another there is no second sound. */
const soundEveryMs = 1_500;

export interface NoticeOffer {
  /** There was something to tell, and nobody has said yet whether it is wanted. */
  readonly isOpen: boolean;
  readonly accept: () => void;
  readonly decline: () => void;
}

/** Tells of new messages outside of their chat: once, however many tabs are open, and not of the chat that somebody looks at. */
export function useNotices(shownId: string | undefined): NoticeOffer {
  const client = useClient();
  const [, navigate] = useLocation();
  const { value, change } = usePreferences();
  const [isOpen, setIsOpen] = useState(false);
  const tell = useTell(() => setIsOpen(true));
  useLooking(shownId);

  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    onNoticeClick(navigate, signal);
    becomeNotifier(signal, () => {
      let hasBeenOnline = client.status.get() === 'online';
      client.on('status.changed', ({ status }) => (hasBeenOnline ||= status === 'online'), { signal });
      client.on('message.new', ({ message, conversation }) => void tell.current(message, conversation), { signal });
      // Who has just opened the page sees in its list what came meanwhile.
      const afterAbsence = ({ kind, messages, conversation }: { kind: string } & Missed) => {
        const newest = messages.findLast((message) => !message.isOwn);
        if (hasBeenOnline && kind === 'messages' && newest) void tell.current(newest, conversation);
      };
      client.on('sync.offline', afterAbsence, { signal });
      client.on('message.retracted', ({ message, conversation }) => takeBack(conversation, message.id), { signal });
      const closeRead = ({ conversation }: { conversation: Conversation }) => {
        if (conversation.unreadCount === 0) takeBack(conversation);
      };
      client.on('conversation.changed', closeRead, { signal });
    });
    return () => {
      end.abort();
      void closeNotices().catch(() => undefined);
    };
  }, [client, navigate, tell]);

  return {
    isOpen: isOpen && value.notices === 'unasked' && permission() === 'default',
    accept: () => void askPermission().then((answer) => change({ notices: answer === 'granted' ? 'on' : 'off' })),
    decline: () => change({ notices: 'off' }),
  };
}

interface Missed {
  readonly messages: readonly Message[];
  readonly conversation: Conversation;
}

const takeBack = ({ id }: Conversation, messageId?: string) => void closeNotices(id, messageId).catch(() => undefined);

/** What is done about one message, with what holds at that moment. */
function useTell(onOffer: () => void) {
  const client = useClient();
  const format = useFormat();
  const { parts, notices } = useAppTexts();
  const { value } = usePreferences();
  const soundedAt = useRef(Number.NEGATIVE_INFINITY);
  const tell = async (message: Message, conversation: Conversation) => {
    const me = client.me.get();
    const decision = decideNotice(message, conversation, {
      me,
      isAllMuted: client.users.isAllMuted.get(),
      isSeen: await isLookedAt(conversation.id),
      showsWords: value.preview === 'on',
      describe: ({ content }) => describeContent(content, parts, format, me),
      newMessage: notices.newMessage,
    });
    if (decision.kind === 'silent') return;
    if (value.sound === 'on' && performance.now() - soundedAt.current > soundEveryMs) {
      soundedAt.current = performance.now();
      (await import('./chime.js')).chime();
    }
    if (value.notices === 'unasked') return onOffer();
    if (value.notices === 'off' || permission() !== 'granted') return;
    const { title, body } = decision;
    await showNotice({ tag: conversation.id, title, body, place: placeOf(conversation.target), messageId: message.id });
  };
  // A notice or a sound that the browser refuses is not worth an error.
  const run = (message: Message, conversation: Conversation) => tell(message, conversation).catch(() => undefined);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return latest;
}

/** All tabs know which chat somebody looks at in this one. */
function useLooking(conversationId: string | undefined): void {
  const isAttended = useAttention();
  useEffect(() => {
    if (!isAttended || conversationId === undefined) return;
    const end = new AbortController();
    lookAt(conversationId, end.signal);
    return () => end.abort();
  }, [isAttended, conversationId]);
}
