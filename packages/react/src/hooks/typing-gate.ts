import type { CommandData } from '@palaver/sdk';

/** What says that its sender writes. */
export const typingCommand: CommandData = { type: 'palaver.typing' };

export const isTypingCommand = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'palaver.typing';

/** Said again so seldom while one goes on writing; so long it holds where it was heard. */
export const tellEveryMs = 4_000;
export const typingMs = 6_000;
/** Where nobody is there, or nobody may be told, one does not ask again for a while. */
const refusedMs = 30_000;
/** In a larger group it would tell nobody anything. */
const mostMembers = 50;

export interface TypingGate {
  /** Whether it is said now. */
  opens(now: number, members: number): boolean;
  refused(now: number): void;
}

/** How often one's writing is told. */
export function typingGate(): TypingGate {
  let shutUntil = Number.NEGATIVE_INFINITY;
  return {
    opens(now, members) {
      if (members > mostMembers || now < shutUntil) return false;
      shutUntil = now + tellEveryMs;
      return true;
    },
    refused(now) {
      shutUntil = now + refusedMs;
    },
  };
}
