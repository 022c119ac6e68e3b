import type { Conversation } from '@palaver/sdk';
import {
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useReading } from '../hooks/use-reading.js';
import type { TimelineView } from '../hooks/use-timeline.js';
import type { UnseenMentions } from '../hooks/use-unseen-mentions.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';
import { useTexts } from '../texts/provider.js';
import type { RowActions } from './MessageRow.js';
import { stepFocus } from './step-focus.js';
import { TimelineJumps } from './TimelineJumps.js';
import { TimelineRows } from './TimelineRows.js';
import { timelineRows } from './timeline-rows.js';
import { useAnchor } from './use-anchor.js';
import { useSeenRows } from './use-seen-rows.js';
import { useSteps } from './use-steps.js';
import { useToldJumps } from './use-told-jumps.js';

/** More messages are asked for when this little is left above or below. */
const loadWithinPx = 1_600;
const pageCount = 100;

export interface TimelineScrollHandle {
  /** False where the message is not in this stretch. */
  readonly toMessage: (seq: number) => boolean;
}

export interface TimelineScrollProps {
  readonly conversation: Conversation;
  readonly view: TimelineView;
  readonly actions: RowActions;
  /** The place of the message that one went to. */
  readonly highlighted: number | undefined;
  readonly mentions: UnseenMentions;
  /** To the newest messages, where this stretch does not reach them. */
  readonly onLeave: () => void;
  readonly ref: Ref<TimelineScrollHandle>;
}

/** One stretch of the log, scrolling. */
export function TimelineScroll(props: TimelineScrollProps) {
  const { conversation, view, actions, highlighted, mentions, onLeave, ref } = props;
  const texts = useTexts();
  const slots = useSlots();
  const { messages, state, loadOlder, loadNewer, around } = view;
  const hasNewest = !state.hasNewer;
  const [isAtNewest, setIsAtNewest] = useState(false);
  const { dividerBefore } = useReading(conversation, { messages, isAtNewest });
  const wanted = useMemo(() => timelineRows(messages, dividerBefore), [messages, dividerBefore]);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLElement>(null);
  const tellJump = useToldJumps(scroller, list);
  const rows = useSteps(wanted, tellJump);
  const isGroup = conversation.type !== 'single';
  const anchor = useAnchor(scroller, list, rows, { beginsAt: around, hasNewest, setIsAtNewest });
  const lookForMentions = useSeenRows(list, rows, mentions);
  useImperativeHandle(ref, () => ({ toMessage: anchor.toMessage }), [anchor.toMessage]);

  const isEmpty = state.loaded && messages.length === 0;
  useEffect(() => {
    // Nothing is further down than nothing: what comes first is seen as it comes.
    if (isEmpty) setIsAtNewest(true);
  }, [isEmpty]);

  const canLoad = state.loaded && !state.loading && (state.hasOlder || state.hasNewer);
  const loadNear = () => {
    const shown = list.current;
    if (!canLoad || !shown || !anchor.hasLanded()) return;
    const below = shown.scrollSize - shown.scrollOffset - shown.viewportSize;
    if (state.hasOlder && shown.scrollOffset < loadWithinPx) loadOlder(pageCount).catch(() => undefined);
    else if (state.hasNewer && below < loadWithinPx) loadNewer(pageCount).catch(() => undefined);
  };
  const latest = useRef(loadNear);
  useLayoutEffect(() => {
    latest.current = loadNear;
  });
  const onScroll = useCallback(() => {
    anchor.onScroll();
    latest.current();
    lookForMentions();
  }, [anchor.onScroll, lookForMentions]);
  const onResize = useCallback(() => {
    tellJump();
    anchor.onResize();
    latest.current();
  }, [anchor.onResize, tellJump]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of rows is a reason to look how much is left.
  useEffect(loadNear, [rows, canLoad]);

  return (
    <>
      <section
        ref={scroller}
        className="pv-scroll"
        aria-label={texts.timeline.label}
        aria-busy={!state.loaded}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
        tabIndex={0}
        onWheel={anchor.release}
        onPointerDown={anchor.release}
        onKeyDown={(event) => {
          anchor.release();
          stepFocus(event);
        }}
      >
        <div className="pv-filler">
          {state.loading && messages.length > 0 && <output className="pv-loading">{texts.timeline.loading}</output>}
        </div>
        <TimelineRows
          handle={list}
          isShifted={anchor.isShifted}
          {...{ rows, isGroup, actions, highlighted, onScroll, onResize }}
        />
      </section>
      {isEmpty && (
        <div className="pv-empty-timeline">{fill(slots.empty, { conversation }, <Beginning of={conversation} />)}</div>
      )}
      {rows.length > 0 && (
        <TimelineJumps
          mentions={mentions.places}
          onMention={actions.goTo}
          unreadCount={isAtNewest ? undefined : conversation.unreadCount}
          onNewest={hasNewest ? anchor.toNewest : onLeave}
        />
      )}
    </>
  );
}

function Beginning({ of }: { of: Conversation }) {
  const { timeline } = useTexts();
  return <p>{of.type === 'single' ? timeline.nothingYet(of.title) : timeline.nothingYetInGroup}</p>;
}
