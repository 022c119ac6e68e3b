import { useCallback, useEffect, useRef, useState } from 'react';

export interface Player {
  readonly isPlaying: boolean;
  /** Seconds from the beginning. */
  readonly at: number;
  readonly speed: number;
  readonly play: () => void;
  readonly pause: () => void;
  readonly seek: (seconds: number) => void;
  readonly faster: () => void;
}

const speeds = [1, 1.5, 2];
/** One voice at a time: who begins ends the one before. */
let speaking: HTMLAudioElement | undefined;

/** Plays a sound; `url` is undefined while its bytes are not here. */
export function usePlayer(url: string | undefined, duration: number): Player {
  const sound = useRef<HTMLAudioElement>(undefined);
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(1);

  useEffect(() => {
    if (!url) return;
    const audio = new Audio(url);
    sound.current = audio;
    audio.ontimeupdate = () => setAt(Math.min(audio.currentTime, duration));
    audio.onplay = () => setIsPlaying(true);
    audio.onpause = () => setIsPlaying(false);
    audio.onended = () => setAt(0);
    return () => {
      audio.pause();
      sound.current = undefined;
    };
  }, [url, duration]);

  const play = useCallback(() => {
    const audio = sound.current;
    if (!audio) return;
    if (speaking !== audio) speaking?.pause();
    speaking = audio;
    // A browser that cannot play it leaves the button as it was.
    audio.play().catch(() => setIsPlaying(false));
  }, []);
  const pause = useCallback(() => sound.current?.pause(), []);
  const seek = useCallback((seconds: number) => {
    if (!sound.current) return;
    sound.current.currentTime = seconds;
    setAt(seconds);
  }, []);
  const faster = useCallback(() => {
    setSpeed((before) => {
      const next = speeds[(speeds.indexOf(before) + 1) % speeds.length] ?? 1;
      if (sound.current) sound.current.playbackRate = next;
      return next;
    });
  }, []);
  return { isPlaying, at, speed, play, pause, seek, faster };
}
