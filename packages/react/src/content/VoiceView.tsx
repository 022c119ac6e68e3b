import { Pause, Play } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useClient } from '../hooks/provider.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { MediaTrouble } from './MediaTrouble.js';
import { TransferRing } from './TransferRing.js';
import { type VoiceMessage, type VoiceState, voicePlayerOf } from './voice-player.js';
import { Waveform } from './Waveform.js';

const idle: VoiceState = { kind: 'idle' };

/** A voice: play and pause, what it looks like and where one is in it, how fast, and whether one has heard it. */
export function VoiceView({ message }: { message: VoiceMessage }) {
  const { content: say } = useTexts();
  const { duration: lasts } = useFormat();
  const player = voicePlayerOf(useClient());
  const state = useSyncExternalStore(
    player.subscribe,
    () => player.of(message),
    () => idle,
  );
  const speed = useSyncExternalStore(player.subscribe, player.speed, () => 1);
  const isHeard = useSyncExternalStore(
    player.subscribe,
    () => player.isHeard(message),
    () => true,
  );
  const { duration, waveform = [] } = message.content;
  const at = state.kind === 'ready' ? state.at : 0;
  const isPlaying = state.kind === 'ready' && state.isPlaying;
  return (
    <div className="pv-voice">
      {state.kind === 'loading' ? (
        <TransferRing fraction={state.fraction} label={say.cancelDownload} onPress={player.cancel} />
      ) : (
        <button
          type="button"
          className="pv-play"
          onClick={isPlaying ? player.pause : () => player.play(message)}
          aria-label={isPlaying ? say.pause : say.playVoice(lasts(duration))}
        >
          {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        </button>
      )}
      <div className="pv-voice-body">
        <Waveform bars={waveform} at={at} duration={duration} says={lasts(at)} onSeek={player.seek} />
        <span className="pv-voice-line">
          <span className="pv-lasts">{lasts(isPlaying || at > 0 ? at : duration)}</span>
          {!isHeard && <span className="pv-unheard" role="img" aria-label={say.unheard} />}
          <button type="button" className="pv-speed" onClick={player.faster} aria-label={say.speed(speed)}>
            {speed}×
          </button>
        </span>
      </div>
      {state.kind === 'failed' && <MediaTrouble state={state} onRetry={() => player.play(message)} />}
    </div>
  );
}
