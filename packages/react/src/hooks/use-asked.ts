import { useCallback, useEffect, useState } from 'react';
import { useStatus } from './use-client-state.js';

export interface AskedView<T> {
  /** What was answered last; it stays while one asks anew. */
  readonly value: T | undefined;
  readonly isAsking: boolean;
  /** Why the last question had no answer. */
  readonly error: unknown;
  readonly again: () => void;
}

interface Answer<T> {
  readonly to?: () => Promise<T>;
  readonly round?: number;
  readonly value?: T;
  readonly error?: unknown;
}

/** What the server says to a question; asked anew by `again`, and after a failure by itself when the connection is back. `ask` is the question: keep it the same. */
export function useAsked<T>(ask: () => Promise<T>): AskedView<T> {
  const isOnline = useStatus() === 'online';
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Answer<T>>({});
  const again = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    let isCurrent = true;
    ask().then(
      (value) => isCurrent && setAnswer({ to: ask, round, value }),
      (error: unknown) =>
        isCurrent && setAnswer((before) => ({ ...(before.to === ask && before), to: ask, round, error })),
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, round]);
  const hasFailed = answer.error !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the connection that is back is the reason, not the failure.
  useEffect(() => {
    if (isOnline && hasFailed) again();
  }, [isOnline, again]);
  const isOfThis = answer.to === ask;
  return {
    value: isOfThis ? answer.value : undefined,
    error: isOfThis ? answer.error : undefined,
    isAsking: !isOfThis || answer.round !== round,
    again,
  };
}
