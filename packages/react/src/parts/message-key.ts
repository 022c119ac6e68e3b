import type { Message } from '@palaver/sdk';

/** Tells a message from all others that are shown: its id is its sender's own, and another sender may use the same. */
export const messageKey = ({ from, id }: Pick<Message, 'from' | 'id'>): string =>
  `${from.appKey}/${from.username}/${id}`;
