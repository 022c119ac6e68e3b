import type { ImageContent, Message } from '@palaver/sdk';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { messageKey } from '../parts/message-key.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { MediaTrouble } from './MediaTrouble.js';
import { saveAs } from './save-as.js';
import { TransferRing } from './TransferRing.js';
import { useMedia } from './use-media.js';
import { usePreview } from './use-preview.js';
import { useZoom } from './use-zoom.js';
import { type Extent, fitInto, oneStep } from './zoom.js';

export interface LightboxProps {
  readonly message: Message<ImageContent>;
  /** Which of how many it is. */
  readonly at: number;
  readonly count: number;
  readonly onStep: (step: -1 | 1) => void;
  readonly onClose: () => void;
}

/** A picture over everything, and the way to the others: arrows, swipes and keys walk, Escape closes. */
export function Lightbox({ message, at, count, onStep, onClose }: LightboxProps) {
  const { content: say } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const step = (by: -1 | 1) => {
    if (at + by >= 0 && at + by < count) onStep(by);
  };
  useEffect(() => {
    // Of the window: the button that led to the last picture goes, and the focus with it.
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft') step(-1);
      if (key === 'ArrowRight') step(1);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className="pv pv-lightbox" onClose={onClose} aria-label={say.image}>
      <Shown
        key={messageKey(message)}
        message={message}
        place={count > 1 ? say.imageOf(at + 1, count) : undefined}
        onStep={step}
        onClose={close}
      />
      {at > 0 && (
        <button
          type="button"
          className="pv-lightbox-step pv-lightbox-before"
          onClick={() => step(-1)}
          aria-label={say.imageBefore}
        >
          <ChevronLeft aria-hidden />
        </button>
      )}
      {at < count - 1 && (
        <button
          type="button"
          className="pv-lightbox-step pv-lightbox-next"
          onClick={() => step(1)}
          aria-label={say.imageNext}
        >
          <ChevronRight aria-hidden />
        </button>
      )}
    </dialog>
  );
}

interface ShownProps {
  readonly message: Message<ImageContent>;
  readonly place: string | undefined;
  readonly onStep: (step: -1 | 1) => void;
  readonly onClose: () => void;
}

/** One of the pictures, by whom it is, and a way to keep it. */
function Shown({ message, place, onStep, onClose }: ShownProps) {
  const { content: say } = useTexts();
  const { moment } = useFormat();
  const original = useMedia(message, 'original', { loadsAtOnce: true });
  const { state } = original;
  const name = `${message.from.displayName} ${message.createdAt.toISOString().slice(0, 10)}`;
  return (
    <>
      <header className="pv-lightbox-bar">
        <p>
          <strong dir="auto">{message.from.displayName}</strong>
          <small>{moment(message.createdAt)}</small>
        </p>
        {state.kind === 'loading' && <TransferRing fraction={state.fraction} label={say.loading} />}
        <MediaTrouble state={state} onRetry={original.load} />
        {place && <span className="pv-lightbox-count">{place}</span>}
        {state.kind === 'ready' && (
          <button type="button" onClick={() => saveAs(state.blob, name)} aria-label={say.save(name)}>
            <Download aria-hidden />
          </button>
        )}
        <button type="button" onClick={onClose} aria-label={say.close}>
          <X aria-hidden />
        </button>
      </header>
      <Picture
        message={message}
        url={state.kind === 'ready' ? state.url : undefined}
        onStep={onStep}
        onClose={onClose}
      />
    </>
  );
}

interface PictureProps {
  readonly message: Message<ImageContent>;
  /** Of the whole picture, once it is here. */
  readonly url: string | undefined;
  readonly onStep: (step: -1 | 1) => void;
  readonly onClose: () => void;
}

/** Blurred at once, then small, then whole, always in the room it will take. */
function Picture({ message, url, onStep, onClose }: PictureProps) {
  const { content: say } = useTexts();
  const { width, height, preview, thumbnail } = message.content;
  const small = useMedia(message, 'thumbnail', { loadsAtOnce: thumbnail !== undefined });
  const smallUrl = small.state.kind === 'ready' ? small.state.url : undefined;
  const blurred = usePreview(url || smallUrl ? undefined : preview);
  const shown = url ?? smallUrl ?? blurred;

  const room = useRef<HTMLDivElement>(null);
  const [roomSize, setRoomSize] = useState<Extent>({ width: 0, height: 0 });
  const [seen, setSeen] = useState<Extent>({ width, height });
  const size = fitInto(seen, roomSize);
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setRoomSize({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const { zoom, by, toggle, fit, handlers, hasMoved } = useZoom(room, size, { onSwipe: onStep, onAway: onClose });
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === '+' || key === '=') by(oneStep);
      else if (key === '-') by(1 / oneStep);
      else if (key === '0') fit();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const isLarge = zoom.scale > 1;
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the picture is one more way to close. */}
      <div
        ref={room}
        className="pv-lightbox-room"
        data-zoomed={isLarge}
        onClick={(event) => event.target === event.currentTarget && !hasMoved() && onClose()}
        onDoubleClick={(event) => toggle({ x: event.clientX, y: event.clientY })}
        {...handlers}
      >
        {shown && roomSize.width > 0 && (
          <img
            src={shown}
            alt={say.image}
            draggable={false}
            {...size}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
              // Where its sender did not tell how large it is.
              if (url && width === 0) setSeen({ width: naturalWidth, height: naturalHeight });
            }}
            style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
          />
        )}
      </div>
      <button
        type="button"
        className="pv-lightbox-zoom"
        onClick={() => toggle()}
        aria-label={isLarge ? say.fit : say.zoom}
      >
        {isLarge ? <ZoomOut aria-hidden /> : <ZoomIn aria-hidden />}
      </button>
    </>
  );
}
