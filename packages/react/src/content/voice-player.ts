import type { Client, Message, VoiceContent } from '@palaver/sdk';
import { messageKey } from '../parts/message-key.js';
import { createHeardVoices, type HeardVoices } from './heard-voices.js';
import { ofKind } from './of-kind.js';
import { takeTurn } from './one-sound.js';

export type VoiceMessage = Message<VoiceContent>;

/** How a voice stands. */
export type VoiceState =
  | { readonly kind: 'idle' }
  /** `fraction` of its bytes, 0 to 1. */
  | { readonly kind: 'loading'; readonly fraction: number }
  /** `at`: seconds from the beginning. */
  | { readonly kind: 'ready'; readonly isPlaying: boolean; readonly at: number }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface VoicePlayer {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until it changes. */
  readonly of: (message: VoiceMessage) => VoiceState;
  readonly speed: () => number;
  readonly isHeard: (message: VoiceMessage) => boolean;
  readonly play: (message: VoiceMessage) => void;
  readonly pause: () => void;
  /** Of the voice that is here. */
  readonly seek: (seconds: number) => void;
  readonly faster: () => void;
  /** Ends a download that is under way. */
  readonly cancel: () => void;
}

const speeds = [1, 1.5, 2];
const idle: VoiceState = { kind: 'idle' };

interface Playing {
  readonly message: VoiceMessage;
  readonly key: string;
  readonly stop: AbortController;
  readonly state: VoiceState;
  readonly sound?: HTMLAudioElement;
}

const players = new WeakMap<Client, VoicePlayer>();

/** The one that plays all voices of a client: it goes on when the row that began it is out of sight. */
export function voicePlayerOf(client: Client): VoicePlayer {
  const known =
    players.get(client) ??
    createVoicePlayer(
      client,
      createHeardVoices(() => localStorage),
    );
  players.set(client, known);
  return known;
}

/** Plays one voice at a time, and after it the next one of its chat that nobody has listened to yet. */
export function createVoicePlayer(client: Client, heard: HeardVoices): VoicePlayer {
  const listeners = new Set<() => void>();
  let playing: Playing | undefined;
  let speed = 1;

  const keyOf = (message: Message) => `${message.conversationId} ${messageKey(message)}`;
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const put = (mine: Playing, change: Partial<Playing>): Playing => {
    // What belongs to one that another has taken the place of changes nothing.
    if (playing?.stop !== mine.stop) return mine;
    playing = { ...playing, ...change };
    tell();
    return playing;
  };
  const end = () => {
    if (!playing) return;
    playing.stop.abort();
    playing = undefined;
    tell();
  };

  const nextOf = (message: VoiceMessage): VoiceMessage | undefined => {
    if (message.isOwn) return undefined;
    const all = client.conversations.peek(message.target)?.messages.get() ?? [];
    const at = all.findIndex((one) => keyOf(one) === keyOf(message));
    if (at < 0) return undefined;
    for (const one of all.slice(at + 1)) if (ofKind(one, 'voice') && !one.isOwn && !heard.has(keyOf(one))) return one;
    return undefined;
  };

  const sound = (mine: Playing, blob: Blob) => {
    const url = URL.createObjectURL(blob);
    const audio = new Audio(url);
    audio.playbackRate = speed;
    mine.stop.signal.addEventListener('abort', () => {
      audio.pause();
      URL.revokeObjectURL(url);
    });
    const show = () => {
      const at = Math.min(audio.currentTime, mine.message.content.duration);
      put(mine, { state: { kind: 'ready', isPlaying: !audio.paused, at } });
    };
    audio.ontimeupdate = show;
    audio.onplay = show;
    audio.onpause = show;
    audio.onended = () => {
      if (playing?.stop !== mine.stop) return;
      const next = nextOf(mine.message);
      if (next) play(next);
      else end();
    };
    put(mine, { sound: audio, state: { kind: 'ready', isPlaying: false, at: 0 } });
    start(audio);
  };
  const start = (audio: HTMLAudioElement) => {
    takeTurn(audio);
    // A browser that cannot play it leaves it as it was.
    audio.play().catch(() => undefined);
  };

  function play(message: VoiceMessage): void {
    const key = keyOf(message);
    if (playing?.key === key && playing.sound) {
      start(playing.sound);
      return;
    }
    end();
    const mine: Playing = { message, key, stop: new AbortController(), state: { kind: 'loading', fraction: 0 } };
    playing = mine;
    if (!message.isOwn) heard.add(key);
    tell();
    const { signal } = mine.stop;
    const onProgress = (fraction: number) => void put(mine, { state: { kind: 'loading', fraction } });
    message.download('original', { signal, onProgress }).then(
      (blob) => signal.aborted || sound(mine, blob),
      (error: unknown) => signal.aborted || put(mine, { state: { kind: 'failed', error } }),
    );
  }

  // It lives as long as its client: what was taken back, or belongs to who logged out, is not heard any more.
  client.on('message.retracted', ({ message }) => {
    if (playing?.key === keyOf(message)) end();
  });
  client.me.subscribe(() => {
    if (!client.me.get()) end();
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    of: (message) => (playing?.key === keyOf(message) ? playing.state : idle),
    speed: () => speed,
    isHeard: (message) => message.isOwn || heard.has(keyOf(message)),
    play,
    pause: () => playing?.sound?.pause(),
    seek(seconds) {
      if (!playing?.sound) return;
      playing.sound.currentTime = seconds;
      put(playing, { state: { kind: 'ready', isPlaying: !playing.sound.paused, at: seconds } });
    },
    faster() {
      speed = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
      if (playing?.sound) playing.sound.playbackRate = speed;
      tell();
    },
    cancel: end,
  };
}
