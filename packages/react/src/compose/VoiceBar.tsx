import { type Content, content } from '@palaver/sdk';
import { ArrowUp, Mic, Pause, Play, Square, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { usePlayer } from '../content/use-player.js';
import { Waveform } from '../content/Waveform.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { type Recorder, type Recording, useRecorder } from './use-recorder.js';

/** The focus stood on a button that is gone. */
const focusAtOnce = (button: HTMLElement | null) => button?.focus();

/** Records a voice in place of the field: its waveform, pauses, listening before it goes, sending, throwing away. */
export function VoiceBar({ onSend, onClose }: { onSend: (content: Content) => void; onClose: () => void }) {
  const { composer } = useTexts();
  const recorder = useRecorder();
  const { state, start, stop, cancel } = recorder;
  /** It goes as soon as it has ended: its maker does not want to listen first. */
  const goesAtOnce = useRef(false);
  useEffect(() => {
    start();
    return cancel;
  }, [start, cancel]);
  const send = ({ blob, duration, waveform }: Recording) => {
    onSend(content.voice(blob, { duration, waveform }));
    onClose();
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  const recording = state.kind === 'done' ? state.recording : undefined;
  useEffect(() => {
    if (recording && goesAtOnce.current) latest.current(recording);
  }, [recording]);
  const press = () => {
    goesAtOnce.current = true;
    if (recording) send(recording);
    else stop();
  };
  const canSend = state.kind === 'recording' || state.kind === 'paused' || state.kind === 'done';
  return (
    // biome-ignore lint/a11y/useSemanticElements: what stands here is no form of its own.
    <div
      className="pv pv-voice-bar"
      role="group"
      aria-label={composer.recordVoice}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
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
      {(state.kind === 'recording' || state.kind === 'paused') && <Taking recorder={recorder} state={state} />}
      {recording && <Listen recording={recording} />}
      {canSend && (
        <button type="button" className="pv-send" ref={focusAtOnce} onClick={press} aria-label={composer.send}>
          <ArrowUp aria-hidden />
        </button>
      )}
    </div>
  );
}

type Going = Extract<Recorder['state'], { seconds: number }>;

/** While it is recorded: how loud it is, how long, a pause, and the end. */
function Taking({ recorder: { pause, resume, stop }, state: { kind, levels, seconds } }: TakingProps) {
  const { composer } = useTexts();
  const { duration: lasts } = useFormat();
  const isPaused = kind === 'paused';
  return (
    <>
      <Levels levels={levels} />
      <time className="pv-lasts" role="timer" data-paused={isPaused}>
        {lasts(seconds)}
      </time>
      <button
        type="button"
        className="pv-attach"
        onClick={isPaused ? resume : pause}
        aria-label={isPaused ? composer.resumeVoice : composer.pauseVoice}
      >
        {isPaused ? <Mic aria-hidden /> : <Pause aria-hidden />}
      </button>
      <button type="button" className="pv-attach" onClick={stop} aria-label={composer.stopVoice}>
        <Square aria-hidden />
      </button>
    </>
  );
}

interface TakingProps {
  readonly recorder: Recorder;
  readonly state: Going;
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

function Listen({ recording: { blob, duration, waveform } }: { recording: Recording }) {
  const { content: say } = useTexts();
  const { duration: lasts } = useFormat();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  const { isPlaying, at, play, pause, seek } = usePlayer(url, duration);
  return (
    <>
      <button
        type="button"
        className="pv-attach"
        onClick={isPlaying ? pause : play}
        aria-label={isPlaying ? say.pause : say.playVoice(lasts(duration))}
      >
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      </button>
      <Waveform bars={waveform} at={at} duration={duration} says={lasts(at)} onSeek={seek} />
      <span className="pv-lasts">{lasts(isPlaying || at > 0 ? at : duration)}</span>
    </>
  );
}
