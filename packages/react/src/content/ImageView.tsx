import type { ImageContent, Message } from '@palaver/sdk';
import { useTexts } from '../texts/provider.js';
import { frameSize } from './frame-size.js';
import { useGallery } from './Gallery.js';
import { MediaTrouble } from './MediaTrouble.js';
import { useMedia } from './use-media.js';
import { usePreview } from './use-preview.js';

/** A picture in the room it will take: blurred at once, then small, and large when one opens it. */
export function ImageView({ message }: { message: Message<ImageContent> }) {
  const { content: say } = useTexts();
  const { width, height, preview, thumbnail } = message.content;
  const small = useMedia(message, thumbnail ? 'thumbnail' : 'original', { loadsAtOnce: true });
  const blurred = usePreview(small.state.kind === 'ready' ? undefined : preview);
  const open = useGallery();
  const shown = small.state.kind === 'ready' ? small.state.url : blurred;
  return (
    <>
      <button
        type="button"
        className="pv-picture"
        onClick={() => open(message)}
        aria-label={say.openImage}
        data-state={small.state.kind}
      >
        <img src={shown ?? nothing} alt="" draggable={false} {...frameSize(width, height)} />
      </button>
      <MediaTrouble state={small.state} onRetry={small.load} />
    </>
  );
}

/** One clear pixel: an image without an address is drawn as broken. */
const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
