import type { Conversation } from '@palaver/sdk';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { type MessageActions, useMessageActions } from '../hooks/use-message-actions.js';
import { useMessages } from '../hooks/use-messages.js';
import { useReading } from '../hooks/use-reading.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { Announcer } from './Announcer.js';
import { MessageRow } from './MessageRow.js';
import { DayLine, NoticeLine, UnreadLine } from './TimelineLine.js';
import { type TimelineRow, timelineRows } from './timeline-rows.js';
import { useAnchor } from './use-anchor.js';

/** Older messages are asked for when this little is left above. */
const loadWithinPx = 800;

export interface TimelineProps {
  readonly conversation: Conversation;
  /** Stands in place of the words in a conversation without messages. */
  readonly empty?: ReactNode;
}

/** The messages of a conversation, anchored at the newest, older ones loaded above. Give it `key={conversation.id}`. */
export function Timeline({ conversation, empty }: TimelineProps) {
  const texts = useTexts();
  const { messages, state, loadOlder } = useMessages(conversation);
  const [isAtNewest, setIsAtNewest] = useState(false);
  const { dividerBefore } = useReading(conversation, { messages, isAtNewest });
  const rows = useMemo(() => timelineRows(messages, dividerBefore), [messages, dividerBefore]);
  const actions = useMessageActions(conversation);
  const isGroup = conversation.type === 'group';

  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLElement>(null);
  const anchor = useAnchor(scroller, list, rows, setIsAtNewest);

  const isEmpty = state.loaded && messages.length === 0;
  useEffect(() => {
    // Nothing is further down than nothing: what comes first is seen as it comes.
    if (isEmpty) setIsAtNewest(true);
  }, [isEmpty]);

  const canLoad = state.loaded && state.hasOlder && !state.loading;
  const loadNear = () => {
    if (!canLoad || !anchor.hasLanded()) return;
    if ((list.current?.scrollOffset ?? 0) < loadWithinPx) loadOlder().catch(() => undefined);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of rows is a reason to look how much is left.
  useEffect(loadNear, [rows, canLoad]);

  return (
    <div className="pv-timeline">
      <section
        ref={scroller}
        className="pv-scroll"
        aria-label={texts.timeline.label}
        aria-busy={!state.loaded}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
        tabIndex={0}
      >
        <div className="pv-filler">
          {state.loading && messages.length > 0 && <output className="pv-loading">{texts.timeline.loading}</output>}
        </div>
        <Virtualizer
          ref={list}
          as="ol"
          item="li"
          data={rows}
          shift={anchor.isShifted}
          onScroll={() => {
            anchor.onScroll();
            loadNear();
          }}
          onResize={() => {
            anchor.onResize();
            loadNear();
          }}
        >
          {(row) => <Row key={row.key} row={row} isGroup={isGroup} actions={actions} />}
        </Virtualizer>
      </section>
      {isEmpty && <div className="pv-empty-timeline">{empty ?? <Beginning of={conversation} />}</div>}
      {rows.length > 0 && !isAtNewest && <ToNewest unreadCount={conversation.unreadCount} onPress={anchor.toNewest} />}
      <Announcer messages={messages} />
    </div>
  );
}

function Row({ row, isGroup, actions }: { row: TimelineRow; isGroup: boolean; actions: MessageActions }) {
  switch (row.kind) {
    case 'day':
      return <DayLine date={row.date} />;
    case 'unread':
      return <UnreadLine />;
    case 'notice':
      return <NoticeLine message={row.message} />;
    case 'message': {
      const { message, isFirst, isLast } = row;
      return <MessageRow message={message} isFirst={isFirst} isLast={isLast} isGroup={isGroup} actions={actions} />;
    }
  }
}

function Beginning({ of }: { of: Conversation }) {
  const { timeline } = useTexts();
  return <p>{of.type === 'group' ? timeline.nothingYetInGroup : timeline.nothingYet(of.title)}</p>;
}

function ToNewest({ unreadCount, onPress }: { unreadCount: number; onPress: () => void }) {
  const { timeline } = useTexts();
  const { number } = useFormat();
  return (
    <button type="button" className="pv-to-newest" onClick={onPress} aria-label={timeline.toNewest(unreadCount)}>
      <ChevronDown aria-hidden />
      {unreadCount > 0 && <span className="pv-badge">{number(unreadCount)}</span>}
    </button>
  );
}
