let context: AudioContext | undefined;

/** Two soft notes, a fourth of a second: made here, so that there is no file to load. A page that nobody has touched stays silent. */
export function chime(): void {
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  note(context, 784, 0);
  note(context, 1_175, 0.09);
}

function note(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const begin = audio.currentTime + afterSeconds;
  const tone = new OscillatorNode(audio, { type: 'sine', frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.linearRampToValueAtTime(0.12, begin + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.000_1, begin + 0.3);
  tone.connect(volume).connect(audio.destination);
  tone.start(begin);
  tone.stop(begin + 0.32);
}
