import type { EventContent, Message, PromptContent } from '@palaver/sdk';
import { isSameDay } from '../texts/format.js';
import { messageKey } from './message-key.js';

/** What the timeline shows, line by line. `key` stays the same while the line means the same. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly date: Date }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'notice'; readonly key: string; readonly message: Message<EventContent | PromptContent> }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
      /** First and last of a run by one person: the first carries the name, the last the picture. */
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** Messages of one person within this time of each other stand together. */
const runMs = 5 * 60_000;

export function timelineRows(messages: readonly Message[], dividerBefore: string | undefined): TimelineRow[] {
  const rows: TimelineRow[] = [];
  messages.forEach((message, at) => {
    const key = messageKey(message);
    const before = messages[at - 1];
    const after = messages[at + 1];
    const isNewDay = !before || !isSameDay(before.createdAt, message.createdAt);
    if (isNewDay) rows.push({ kind: 'day', key: `day-${key}`, date: message.createdAt });
    if (key === dividerBefore) rows.push({ kind: 'unread', key: 'unread' });
    if (isNotice(message)) rows.push({ kind: 'notice', key, message });
    else
      rows.push({
        kind: 'message',
        key,
        message,
        isFirst: isNewDay || key === dividerBefore || !isOneRun(before, message),
        isLast: !after || messageKey(after) === dividerBefore || !isOneRun(message, after),
      });
  });
  return rows;
}

const isNotice = (message: Message): message is Message<EventContent | PromptContent> =>
  message.content.type === 'event' || message.content.type === 'prompt';

const isOneRun = (one: Message, next: Message) =>
  !isNotice(one) &&
  !isNotice(next) &&
  one.isOwn === next.isOwn &&
  one.from.username === next.from.username &&
  one.from.appKey === next.from.appKey &&
  next.createdAt.getTime() - one.createdAt.getTime() < runMs &&
  isSameDay(one.createdAt, next.createdAt);

const firstMessage = (rows: readonly TimelineRow[]) => rows.find((row) => 'message' in row)?.key;

/** Whether rows came or went before the ones that stay: the view is then held from its end. */
export function isHeldFromEnd(old: readonly TimelineRow[], next: readonly TimelineRow[]): boolean {
  return old.length > 0 && old.at(-1)?.key === next.at(-1)?.key && firstMessage(old) !== firstMessage(next);
}

/**
 * A full window loses at one end what it gains at the other. A list keeps its place through a change at one end only: so
 * first everything, and what goes with the next rendering.
 */
export function nextStep(old: readonly TimelineRow[], next: readonly TimelineRow[]): readonly TimelineRow[] {
  const [oldFirst, nextFirst] = [firstMessage(old), firstMessage(next)];
  const [oldLast, nextLast] = [old.at(-1)?.key, next.at(-1)?.key];
  if (oldFirst === nextFirst || oldLast === nextLast) return next;
  const indexOf = (rows: readonly TimelineRow[], key: string | undefined) => rows.findIndex((row) => row.key === key);
  const [lost, gained] = [indexOf(old, nextLast), indexOf(next, oldFirst)];
  if (lost >= 0 && gained >= 0) return [...next, ...old.slice(lost + 1)];
  const [kept, stays] = [indexOf(old, nextFirst), indexOf(next, oldLast)];
  if (kept < 0 || stays < 0) return next;
  return [...old.slice(0, kept), ...next.slice(indexOf(next, nextFirst))];
}
