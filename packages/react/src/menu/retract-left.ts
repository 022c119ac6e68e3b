import type { Message } from '@palaver/sdk';

/** The server's default; it decides by its own clock, and an application may allow less or more. */
const windowMs = 180_000;

/** Seconds in which an own message can still be taken back; 0 where it cannot. */
export function retractLeft({ isOwn, status, content, createdAt, target }: Message, now: number): number {
  const isPossible = isOwn && status === 'sent' && content.type !== 'event' && content.type !== 'prompt';
  if (!isPossible || 'chatroom' in target) return 0;
  // A clock of this device that is behind the server's gives no more than the whole time.
  const passed = Math.max(0, now - createdAt.getTime());
  return Math.max(0, Math.ceil((windowMs - passed) / 1000));
}
