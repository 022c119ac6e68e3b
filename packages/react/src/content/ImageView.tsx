import type { ImageContent, Message } from '@palaver/sdk';
import { useState } from 'react';
import { useTexts } from '../texts/provider.js';
import { frameSize } from './frame-size.js';
import { Lightbox } from './Lightbox.js';
import { MediaTrouble } from './MediaTrouble.js';
import { useMedia } from './use-media.js';
import { usePreview } from './use-preview.js';

/** A picture in the room it will take: blurred at once, then small, and large when one opens it. */
export function ImageView({ message }: { message: Message<ImageContent> }) {
  const { content: say } = useTexts();
  const { width, height, preview, thumbnail } = message.content;
  const small = useMedia(message, thumbnail ? 'thumbnail' : 'original', { loadsAtOnce: true });
  const blurred = usePreview(small.state.kind === 'ready' ? undefined : preview);
  const [isOpen, setIsOpen] = useState(false);
  const shown = small.state.kind === 'ready' ? small.state.url : blurred;
  return (
    <>
      <button
        type="button"
        className="pv-picture"
        onClick={() => setIsOpen(true)}
        aria-label={say.openImage}
        data-state={small.state.kind}
      >
        <img src={shown ?? nothing} alt="" draggable={false} {...frameSize(width, height)} />
      </button>
      <MediaTrouble state={small.state} onRetry={small.load} />
      {isOpen && <Lightbox message={message} small={shown} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** One clear pixel: an image without an address is drawn as broken. */
const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
