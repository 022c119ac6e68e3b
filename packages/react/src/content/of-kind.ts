import type { Content, Message } from '@palaver/sdk';

/** Tells a message's kind to the compiler, too. */
export const ofKind = <K extends Content['type']>(
  message: Message,
  kind: K,
): message is Message<Extract<Content, { type: K }>> => message.content.type === kind;
