import { AtSign, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat, useTexts } from '../texts/provider.js';

export interface TimelineJumpsProps {
  /** The places of messages that mention one and were not seen, the oldest first. */
  readonly mentions: readonly number[];
  readonly onMention: (seq: number) => void;
  /** Undefined where one is at the newest message. */
  readonly unreadCount: number | undefined;
  readonly onNewest: () => void;
}

/** Over the lower corner of the timeline: to one mention after the other, and to the newest message. */
export function TimelineJumps({ mentions, onMention, unreadCount, onNewest }: TimelineJumpsProps) {
  const { timeline } = useTexts();
  const [first] = mentions;
  return (
    <div className="pv-jumps">
      {first !== undefined && (
        <JumpButton
          label={timeline.toMention(mentions.length)}
          count={mentions.length}
          onPress={() => onMention(first)}
          icon={<AtSign aria-hidden />}
        />
      )}
      {unreadCount !== undefined && (
        <JumpButton
          label={timeline.toNewest(unreadCount)}
          count={unreadCount}
          onPress={onNewest}
          icon={<ChevronDown aria-hidden />}
        />
      )}
    </div>
  );
}

function JumpButton(props: { label: string; count: number; onPress: () => void; icon: ReactNode }) {
  const { number } = useFormat();
  return (
    <button type="button" className="pv-jump" onClick={props.onPress} aria-label={props.label}>
      {props.icon}
      {props.count > 0 && <span className="pv-badge">{number(props.count)}</span>}
    </button>
  );
}
