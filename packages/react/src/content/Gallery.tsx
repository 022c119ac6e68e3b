import type { ImageContent, Message } from '@palaver/sdk';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { later, usePreloaded } from '../parts/later.js';
import { messageKey } from '../parts/message-key.js';
import { ofKind } from './of-kind.js';

const Lightbox = later(async () => (await import('./Lightbox.js')).Lightbox);

const GalleryContext = createContext<(message: Message<ImageContent>) => void>(() => undefined);

/** Opens a picture over everything. */
export const useGallery = () => useContext(GalleryContext);

export interface GalleryProps {
  /** Those whose pictures are walked through, oldest first. */
  readonly messages: readonly Message[];
  /** There are older ones, which can be asked for. */
  readonly onOlder?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The pictures of a chat as one walks through them: what came meanwhile is among them, what was taken back is not. */
export function Gallery({ messages, onOlder, children }: GalleryProps) {
  const [opened, setOpened] = useState<string>();
  usePreloaded(Lightbox);
  const open = useCallback((message: Message<ImageContent>) => setOpened(messageKey(message)), []);
  const pictures = useMemo(
    () => (opened === undefined ? [] : messages.filter((message) => ofKind(message, 'image'))),
    [messages, opened],
  );
  const at = pictures.findIndex((message) => messageKey(message) === opened);
  const shown = pictures[at];
  return (
    <GalleryContext value={open}>
      {children}
      {shown && (
        <Lightbox
          message={shown}
          at={at}
          count={pictures.length}
          onStep={(step) => {
            const next = pictures[at + step];
            if (next) open(next);
            if (at + step <= 1) onOlder?.();
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </GalleryContext>
  );
}
