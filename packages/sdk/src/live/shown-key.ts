import type { Message } from '../api.js';
import { messageKey } from '../conversation/records.js';

/** Under which key a message that is shown is kept on this device. */
export const shownKey = ({ id, seq, isOwn, content }: Message): string =>
  messageKey(id, seq ?? 0, isOwn || seq === undefined || content.type === 'event');
