import type { Message } from '../api.js';

/** What messages say, in a line each. */
export const words = (messages: readonly Message[]): string[] => messages.map(word);

export const word = ({ content }: Message): string =>
  content.type === 'text' ? content.text : content.type === 'event' ? `<${content.event.kind}>` : content.type;
