import type { Content } from '@palaver/sdk';
import { useCallback, useMemo, useRef, useState } from 'react';
import { contentOfFile } from './content-of-file.js';

/** A file that goes with what one is writing. */
export interface Attachment {
  readonly key: number;
  readonly file: File;
  /** Undefined while it is looked at. */
  readonly content?: Content;
  /** Why it cannot be sent. */
  readonly error?: unknown;
}

export interface Attachments {
  readonly all: readonly Attachment[];
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (key: number) => void;
  /** Those that can be sent, in their order; they are gone from here then. */
  readonly take: () => Content[];
}

/** Files chosen, pasted or dropped, until they are sent or taken away again. */
export function useAttachments(): Attachments {
  const [all, setAll] = useState<readonly Attachment[]>([]);
  const next = useRef(0);
  const latest = useRef(all);
  latest.current = all;

  const add = useCallback((files: Iterable<File>) => {
    for (const file of files) {
      const key = next.current++;
      const put = (more: Partial<Attachment>) =>
        setAll((before) => before.map((one) => (one.key === key ? { ...one, ...more } : one)));
      setAll((before) => [...before, { key, file }]);
      contentOfFile(file).then(
        (content) => put({ content }),
        (error) => put({ error }),
      );
    }
  }, []);
  const remove = useCallback((key: number) => setAll((before) => before.filter((one) => one.key !== key)), []);
  const take = useCallback(() => {
    const ready = latest.current.flatMap(({ content }) => content ?? []);
    setAll((before) => before.filter(({ content }) => !content));
    return ready;
  }, []);
  return useMemo(() => ({ all, add, remove, take }), [all, add, remove, take]);
}
