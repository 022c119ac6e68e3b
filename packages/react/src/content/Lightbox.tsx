import type { ImageContent, Message } from '@palaver/sdk';
import { Download, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormat, useTexts } from '../texts/provider.js';
import { MediaTrouble } from './MediaTrouble.js';
import { saveAs } from './save-as.js';
import { TransferRing } from './TransferRing.js';
import { useMedia } from './use-media.js';

/** A picture as large as the window, or as it is. Escape, or a press beside it, closes. */
export function Lightbox({
  message,
  small,
  onClose,
}: {
  message: Message<ImageContent>;
  small: string | undefined;
  onClose: () => void;
}) {
  const { content: say } = useTexts();
  const { moment } = useFormat();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isZoomed, setIsZoomed] = useState(false);
  const { state, load } = useMedia(message, 'original', { loadsAtOnce: true });
  useEffect(() => dialog.current?.showModal(), []);
  const url = state.kind === 'ready' ? state.url : small;
  const name = `${message.from.displayName} ${message.createdAt.toISOString().slice(0, 10)}`;
  return (
    <dialog ref={dialog} className="pv pv-lightbox" onClose={onClose} aria-label={say.image}>
      <header className="pv-lightbox-bar">
        <span dir="auto">
          {message.from.displayName} · {moment(message.createdAt)}
        </span>
        {state.kind === 'loading' && <TransferRing fraction={state.fraction} label={say.loading} />}
        <MediaTrouble state={state} onRetry={load} />
        {state.kind === 'ready' && (
          <button type="button" onClick={() => saveAs(state.blob, name)} aria-label={say.save(name)}>
            <Download aria-hidden />
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()} aria-label={say.close}>
          <X aria-hidden />
        </button>
      </header>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes, and the button in it zooms. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the picture is one more way to close. */}
      <div
        className="pv-lightbox-room"
        data-zoomed={isZoomed}
        onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      >
        {url && (
          <button type="button" onClick={() => setIsZoomed(!isZoomed)} aria-label={isZoomed ? say.fit : say.zoom}>
            <img src={url} alt={say.image} />
          </button>
        )}
      </div>
    </dialog>
  );
}
