import { useCallback, useEffect, useRef, useState } from 'react';
import { waveformOf } from './waveform.js';

/** A recording, how long it is, in seconds, and how loud from beginning to end, 0 to 100. */
export interface Recording {
  readonly blob: Blob;
  readonly duration: number;
  readonly waveform: readonly number[];
}

export type RecorderState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  /** `levels`: how loud it was lately, 0 to 1, the newest last. */
  | { readonly kind: 'recording' | 'paused'; readonly seconds: number; readonly levels: readonly number[] }
  | { readonly kind: 'done'; readonly recording: Recording }
  /** Nobody may listen here, or there is nothing to listen with. */
  | { readonly kind: 'failed' };

export interface Recorder {
  readonly state: RecorderState;
  readonly start: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it; it can be listened to then. */
  readonly stop: () => void;
  /** Throws it away. */
  readonly cancel: () => void;
}

const tickMs = 100;
const shownLevels = 48;
/** A longer voice nobody listens to: it ends by itself. */
const mostSeconds = 600;
/** What browsers record; the first that this one can. */
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

interface Session {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  readonly end: () => void;
}

/** Records a voice; the microphone is let go with the last of it. */
export function useRecorder(): Recorder {
  const [state, setState] = useState<RecorderState>({ kind: 'idle' });
  const session = useRef<Session>(undefined);
  /** Each recording has its own: what belongs to one that was thrown away changes nothing. */
  const round = useRef(0);

  const cancel = useCallback(() => {
    round.current += 1;
    session.current?.end();
    session.current = undefined;
    setState({ kind: 'idle' });
  }, []);
  useEffect(() => cancel, [cancel]);

  const start = useCallback(() => {
    round.current += 1;
    const mine = round.current;
    setState({ kind: 'asking' });
    begin((next) => {
      if (round.current === mine) setState(next);
    }).then(
      (begun) => {
        if (round.current === mine) session.current = begun;
        else begun.end();
      },
      () => {
        if (round.current === mine) setState({ kind: 'failed' });
      },
    );
  }, []);
  const pause = useCallback(() => session.current?.pause(), []);
  const resume = useCallback(() => session.current?.resume(), []);
  const stop = useCallback(() => session.current?.stop(), []);
  return { state, start, pause, resume, stop, cancel };
}

async function begin(show: (state: RecorderState) => void): Promise<Session> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 });
  const loudness = listen(stream);
  const watch = createWatch();
  const parts: Blob[] = [];
  const levels: number[] = [];
  const tell = (kind: 'recording' | 'paused') =>
    show({ kind, seconds: watch.seconds(), levels: levels.slice(-shownLevels) });
  const timer = setInterval(() => {
    if (recorder.state !== 'recording') return;
    levels.push(loudness.level());
    if (watch.seconds() >= mostSeconds) recorder.stop();
    else tell('recording');
  }, tickMs);
  const letGo = () => {
    clearInterval(timer);
    loudness.close();
    for (const track of stream.getTracks()) track.stop();
  };
  recorder.ondataavailable = ({ data }) => void parts.push(data);
  recorder.onpause = () => {
    watch.pause();
    tell('paused');
  };
  recorder.onresume = () => {
    watch.go();
    tell('recording');
  };
  recorder.onstop = () => {
    const duration = Math.max(0.1, Math.round(watch.seconds() * 10) / 10);
    letGo();
    // Without its codec: that is what the server knows a voice by.
    const type = (recorder.mimeType || 'audio/webm').split(';')[0] ?? '';
    const blob = new Blob(parts, { type });
    show({ kind: 'done', recording: { blob, duration, waveform: waveformOf(levels) } });
  };
  recorder.onerror = () => {
    letGo();
    show({ kind: 'failed' });
  };
  recorder.start();
  watch.go();
  tell('recording');
  return {
    pause: () => recorder.state === 'recording' && recorder.pause(),
    resume: () => recorder.state === 'paused' && recorder.resume(),
    stop: () => recorder.state !== 'inactive' && recorder.stop(),
    end: () => {
      recorder.onstop = letGo;
      if (recorder.state === 'inactive') letGo();
      else recorder.stop();
    },
  };
}

/** How long it went, pauses left out. */
function createWatch() {
  let passedMs = 0;
  let begun: number | undefined;
  const now = () => passedMs + (begun === undefined ? 0 : performance.now() - begun);
  return {
    seconds: () => now() / 1000,
    go() {
      begun ??= performance.now();
    },
    pause() {
      passedMs = now();
      begun = undefined;
    },
  };
}

/** How loud it is just now. */
function listen(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Speech lies low on a straight scale.
      return Math.min(1, Math.sqrt(power) * 4);
    },
    close: () => void context.close().catch(() => undefined),
  };
}
