import type { Conversation, GroupMember, MemberRef } from '@palaver/sdk';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useMe } from '../hooks/use-client-state.js';
import { useTexts } from '../texts/provider.js';
import { mentionQuery } from './mention-query.js';
import { type MentionChoice, type MentionContext, mayMentionAll, mentionChoices, mentionsIn } from './mentions.js';

export interface MentionPicker {
  readonly id: string;
  readonly choices: readonly MentionChoice[];
  readonly at: number;
  readonly choose: (choice: MentionChoice) => void;
}
export interface Mentions {
  /** The group whose members must be known now; undefined: none. */
  readonly groupId: string | undefined;
  readonly setMembers: (members: readonly GroupMember[]) => void;
  /** Undefined while nobody is looked for. */
  readonly picker: MentionPicker | undefined;
  /** True where the key was the picker's. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Whom the text mentions. */
  readonly inText: () => readonly MemberRef[] | 'all' | undefined;
}

export interface MentionsOptions {
  readonly conversation: Conversation;
  readonly text: string;
  /** Where the caret stands; undefined while another field has the focus. */
  readonly caret: number | undefined;
  /** Puts words in place of those from `from` to `to`. */
  readonly replace: (from: number, to: number, words: string) => void;
}

const none: readonly GroupMember[] = [];

/** Mentioning people of a group: whom the letters behind an @ mean, which of them is chosen, and whom a text mentions in the end. */
export function useMentions({ conversation, text, caret, replace }: MentionsOptions): Mentions {
  const id = useId();
  const me = useMe();
  const { composer } = useTexts();
  const { target } = conversation;
  const groupId = 'group' in target && /[@＠]/.test(text) ? target.group : undefined;
  const [members, setMembers] = useState(none);
  const [at, setAt] = useState({ key: '', n: 0 });
  const [dismissed, setDismissed] = useState<number>();
  const chosen = useRef(new Map<string, MemberRef>());

  const everyone = mayMentionAll(members, me) ? composer.everyone : undefined;
  const context: MentionContext = useMemo(() => ({ members, me, everyone }), [members, me, everyone]);
  const query = groupId === undefined || caret === undefined ? undefined : mentionQuery(text, caret);
  const wanted = query?.wanted;
  const choices = useMemo(() => (wanted === undefined ? [] : mentionChoices(wanted, context)), [wanted, context]);
  const isOpen = query !== undefined && query.from !== dismissed && choices.length > 0;
  const key = `${query?.from} ${wanted}`;
  const n = at.key === key ? Math.min(at.n, choices.length - 1) : 0;

  const isWriting = query !== undefined;
  useEffect(() => {
    // The next @ is another wish.
    if (!isWriting) setDismissed(undefined);
  }, [isWriting]);

  const choose = useCallback(
    (choice: MentionChoice) => {
      if (!query || caret === undefined) return;
      if (choice.kind === 'member') {
        const { username, appKey } = choice.member.user;
        chosen.current.set(choice.name, { username, appKey });
      }
      replace(query.from, caret, `@${choice.name} `);
    },
    [query, caret, replace],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const taken = choices[n];
    if (step !== undefined) setAt({ key, n: (n + step + choices.length) % choices.length });
    else if (event.key === 'Escape') setDismissed(query.from);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && taken) choose(taken);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const picker = isOpen ? { id, choices, at: n, choose } : undefined;
  const inText = () => ('group' in target ? mentionsIn(text, chosen.current, context) : undefined);
  return { groupId, setMembers, picker, onKeyDown, inText };
}
