import type { EventContent, Message, PromptContent } from '@palaver/sdk';
import { useMe } from '../hooks/use-client-state.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';
import { describeContent } from '../texts/describe.js';
import { daysBetween } from '../texts/format.js';
import { useFormat, useTexts } from '../texts/provider.js';

/** Where a day begins: today, yesterday, or its date. */
export function DayLine({ date }: { date: Date }) {
  const { timeline } = useTexts();
  const { day } = useFormat();
  const now = new Date();
  const distance = daysBetween(date, now);
  const words = distance === 0 ? timeline.today : distance === 1 ? timeline.yesterday : day(date, now);
  return (
    <h3 className="pv-line pv-day">
      <time dateTime={date.toISOString().slice(0, 10)}>{words}</time>
    </h3>
  );
}

/** Stands above the first message that was unread. */
export const UnreadLine = () => (
  <p className="pv-line pv-unread-line">
    <span>{useTexts().timeline.unread}</span>
  </p>
);

/** What happened to the group, or what became of a message. */
export function NoticeLine({ message }: { message: Message<EventContent | PromptContent> }) {
  const me = useMe();
  const words = describeContent(message.content, useTexts(), useFormat(), me);
  return (
    <p className="pv-line pv-notice" data-message={message.id} dir="auto">
      {fill(useSlots().notice, { message }, words)}
    </p>
  );
}
