import type { Message } from '@palaver/sdk';

/** Seconds in which an own message can still be taken back, of the time that its application allows; 0 where it cannot. The server decides, by its own clock. */
export function retractLeft(
  { isOwn, status, content, createdAt, target }: Message,
  now: number,
  windowMs: number,
): number {
  const isPossible = isOwn && status === 'sent' && content.type !== 'event' && content.type !== 'prompt';
  if (!isPossible || 'chatroom' in target) return 0;
  // A clock of this device that is behind the server's gives no more than the whole time.
  const passed = Math.max(0, now - createdAt.getTime());
  return Math.max(0, Math.ceil((windowMs - passed) / 1000));
}
