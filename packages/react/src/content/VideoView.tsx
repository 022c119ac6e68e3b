import type { Message, VideoContent } from '@palaver/sdk';
import { Play } from 'lucide-react';
import { useFormat, useTexts } from '../texts/provider.js';
import { frameSize } from './frame-size.js';
import { MediaTrouble } from './MediaTrouble.js';
import { TransferRing } from './TransferRing.js';
import { useMedia } from './use-media.js';

/** A video, played in its place; it is fetched when one asks for it. */
export function VideoView({ message }: { message: Message<VideoContent> }) {
  const { content: say } = useTexts();
  const { duration: lasts } = useFormat();
  const { width, height, thumbnail, duration } = message.content;
  const original = useMedia(message, 'original', { loadsAtOnce: false });
  const poster = useMedia(message, 'thumbnail', { loadsAtOnce: thumbnail !== undefined });
  const size = frameSize(width, height);
  const picture = poster.state.kind === 'ready' ? poster.state.url : undefined;
  const { state } = original;
  if (state.kind === 'ready')
    return <video className="pv-video" src={state.url} poster={picture} controls autoPlay playsInline {...size} />;
  return (
    <>
      <div className="pv-picture pv-video-cover">
        {picture ? (
          <img src={picture} alt="" draggable={false} {...size} />
        ) : (
          <span className="pv-video-blank" style={{ width: size.width, height: size.height }} />
        )}
        {state.kind === 'loading' ? (
          <TransferRing fraction={state.fraction} label={say.cancelDownload} onPress={original.cancel} />
        ) : (
          <button type="button" className="pv-play" onClick={original.load} aria-label={say.playVideo}>
            <Play aria-hidden />
          </button>
        )}
        <span className="pv-lasts">{lasts(duration)}</span>
      </div>
      <MediaTrouble state={state} onRetry={original.load} />
    </>
  );
}
