import { useCallback, useEffect, useRef, useState } from 'react';
import { takeTurn } from './one-sound.js';

export interface Player {
  readonly isPlaying: boolean;
  /** Seconds from the beginning. */
  readonly at: number;
  readonly play: () => void;
  readonly pause: () => void;
  readonly seek: (seconds: number) => void;
}

/** Plays a sound; `url` is undefined while its bytes are not here. */
export function usePlayer(url: string | undefined, duration: number): Player {
  const sound = useRef<HTMLAudioElement>(undefined);
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(0);

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
    takeTurn(audio);
    // A browser that cannot play it leaves the button as it was.
    audio.play().catch(() => setIsPlaying(false));
  }, []);
  const pause = useCallback(() => sound.current?.pause(), []);
  const seek = useCallback((seconds: number) => {
    if (!sound.current) return;
    sound.current.currentTime = seconds;
    setAt(seconds);
  }, []);
  return { isPlaying, at, play, pause, seek };
}
