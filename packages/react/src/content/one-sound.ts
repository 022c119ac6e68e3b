/** One sound at a time: who begins ends the one before. */
let sounding: HTMLMediaElement | undefined;

export function takeTurn(sound: HTMLMediaElement): void {
  if (sounding !== sound) sounding?.pause();
  sounding = sound;
}
