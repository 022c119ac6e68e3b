import { type Content, content } from '@palaver/sdk';
import { ArrowUp, Pause, Play, Square, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { usePlayer } from '../content/use-player.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { type Recording, useRecorder } from './use-recorder.js';

/** The focus stood on a button that is gone. */
const focusAtOnce = (button: HTMLElement | null) => button?.focus();

/** Records a voice in place of the field: its level, listening before it goes, sending, throwing away. */
export function VoiceBar({ onSend, onClose }: { onSend: (content: Content) => void; onClose: () => void }) {
  const { composer } = useTexts();
  const { duration: lasts } = useFormat();
  const { state, start, stop, cancel } = useRecorder();
  useEffect(() => {
    start();
    return cancel;
  }, [start, cancel]);
  const send = ({ blob, duration }: Recording) => {
    onSend(content.voice(blob, { duration }));
    onClose();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: what stands here is no form of its own.
    <div className="pv pv-voice-bar" role="group" aria-label={composer.recordVoice}>
      <button type="button" className="pv-attach" onClick={onClose} aria-label={composer.discardVoice}>
        <Trash2 aria-hidden />
      </button>
      {state.kind === 'failed' && (
        <p className="pv-voice-trouble" role="alert">
          {composer.noMicrophone}
        </p>
      )}
      {(state.kind === 'asking' || state.kind === 'idle') && (
        <p className="pv-voice-trouble">{composer.askMicrophone}</p>
      )}
      {state.kind === 'recording' && (
        <>
          <Levels levels={state.levels} />
          <time className="pv-lasts" role="timer">
            {lasts(state.seconds)}
          </time>
          <button type="button" className="pv-send" ref={focusAtOnce} onClick={stop} aria-label={composer.stopVoice}>
            <Square aria-hidden />
          </button>
        </>
      )}
      {state.kind === 'done' && (
        <>
          <Listen recording={state.recording} />
          <button
            type="button"
            className="pv-send"
            ref={focusAtOnce}
            onClick={() => send(state.recording)}
            aria-label={composer.send}
          >
            <ArrowUp aria-hidden />
          </button>
        </>
      )}
    </div>
  );
}

function Levels({ levels }: { levels: readonly number[] }) {
  return (
    <svg className="pv-levels" viewBox="0 0 192 32" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      {levels.map((level, at) => {
        const height = 3 + level * 27;
        const x = 192 - (levels.length - at) * 4;
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
        return <rect key={at} x={x} y={16 - height / 2} width="2.5" height={height} rx="1.25" />;
      })}
    </svg>
  );
}

function Listen({ recording: { blob, duration } }: { recording: Recording }) {
  const { content: say } = useTexts();
  const { duration: lasts } = useFormat();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  const player = usePlayer(url, duration);
  return (
    <>
      <button
        type="button"
        className="pv-attach"
        onClick={player.isPlaying ? player.pause : player.play}
        aria-label={player.isPlaying ? say.pause : say.playVoice(lasts(duration))}
      >
        {player.isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      </button>
      <progress className="pv-voice-progress" max={duration} value={player.at} aria-label={say.position} />
      <span className="pv-lasts">{lasts(player.isPlaying ? player.at : duration)}</span>
    </>
  );
}
