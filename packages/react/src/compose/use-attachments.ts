import type { Content } from '@palaver/sdk';
import { useCallback, useMemo, useRef, useState } from 'react';
import { contentOfFile, type MadeOfFile } from './content-of-file.js';

/** So many files go with one message at most. */
export const mostAttachments = 50;

/** A file that goes with what one is writing. */
export interface Attachment {
  readonly key: number;
  readonly file: File;
  /** Undefined while it is looked at. */
  readonly made?: MadeOfFile;
  /** Why it cannot be sent. */
  readonly error?: unknown;
}

export interface Attachments {
  readonly all: readonly Attachment[];
  /** Large pictures go as they are, not as smaller copies. */
  readonly isOriginal: boolean;
  readonly setIsOriginal: (isOriginal: boolean) => void;
  /** More than fit were given: the last ones stayed behind. */
  readonly isFull: boolean;
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (key: number) => void;
  /** Those that can be sent, in their order; they are gone from here then. */
  readonly take: () => Content[];
}

interface Held {
  readonly all: readonly Attachment[];
  readonly isOriginal: boolean;
  readonly isFull: boolean;
}
const nothing: Held = { all: [], isOriginal: false, isFull: false };

/** Files chosen, pasted or dropped, until they are sent or taken away again. */
export function useAttachments(): Attachments {
  const [shown, setShown] = useState(nothing);
  /** Ahead of what is drawn: who adds and sends at once sends all. */
  const held = useRef(nothing);
  const next = useRef(0);
  /** Pictures are looked at one after the other: each is large while it is. */
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const change = useCallback((step: (before: Held) => Partial<Held>) => {
    held.current = { ...held.current, ...step(held.current) };
    setShown(held.current);
  }, []);
  const look = useCallback(
    (file: File) => {
      const key = next.current++;
      const put = (more: Partial<Attachment>) =>
        change(({ all }) => ({ all: all.map((one) => (one.key === key ? { ...one, ...more } : one)) }));
      change(({ all }) => ({ all: [...all, { key, file }] }));
      last.current = last.current
        .then(() => contentOfFile(file))
        .then(
          (made) => put({ made }),
          (error) => put({ error }),
        );
    },
    [change],
  );
  const add = useCallback(
    (files: Iterable<File>) => {
      const given = [...files];
      const taken = given.slice(0, mostAttachments - held.current.all.length);
      for (const file of taken) look(file);
      change(() => ({ isFull: taken.length < given.length }));
    },
    [change, look],
  );
  const remove = useCallback(
    (key: number) => change(({ all }) => ({ all: all.filter((one) => one.key !== key), isFull: false })),
    [change],
  );
  const setIsOriginal = useCallback((isOriginal: boolean) => change(() => ({ isOriginal })), [change]);
  const take = useCallback(() => {
    const { all, isOriginal } = held.current;
    const ready = all.flatMap(({ made }) => (made ? (isOriginal && made.original) || made.content : []));
    change(() => ({ ...nothing, all: all.filter(({ made }) => !made) }));
    return ready;
  }, [change]);
  return useMemo(() => ({ ...shown, setIsOriginal, add, remove, take }), [shown, setIsOriginal, add, remove, take]);
}
