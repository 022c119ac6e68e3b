import type { Message, VoiceContent } from '@palaver/sdk';
import { Pause, Play } from 'lucide-react';
import { useFormat, useTexts } from '../texts/provider.js';
import { MediaTrouble } from './MediaTrouble.js';
import { TransferRing } from './TransferRing.js';
import { useMedia } from './use-media.js';
import { usePlayer } from './use-player.js';
import { useWhenReady } from './use-when-ready.js';

/** A voice: play and pause, where one is, and how fast. */
export function VoiceView({ message }: { message: Message<VoiceContent> }) {
  const { content: say } = useTexts();
  const { duration: lasts } = useFormat();
  const { duration } = message.content;
  const media = useMedia(message, 'original', { loadsAtOnce: false });
  const player = usePlayer(media.state.kind === 'ready' ? media.state.url : undefined, duration);
  const play = useWhenReady(media, player.play);
  return (
    <div className="pv-voice">
      {media.state.kind === 'loading' ? (
        <TransferRing fraction={media.state.fraction} label={say.cancelDownload} onPress={media.cancel} />
      ) : (
        <button
          type="button"
          className="pv-play"
          onClick={player.isPlaying ? player.pause : play}
          aria-label={player.isPlaying ? say.pause : say.playVoice(lasts(duration))}
        >
          {player.isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        </button>
      )}
      <input
        type="range"
        min={0}
        max={duration}
        step={0.1}
        value={player.at}
        onChange={(event) => player.seek(Number(event.target.value))}
        aria-label={say.position}
        aria-valuetext={lasts(player.at)}
      />
      <span className="pv-lasts">{lasts(player.isPlaying || player.at > 0 ? player.at : duration)}</span>
      <button type="button" className="pv-speed" onClick={player.faster} aria-label={say.speed(player.speed)}>
        {player.speed}×
      </button>
      <MediaTrouble state={media.state} onRetry={media.load} />
    </div>
  );
}
