/** So many bars a voice is drawn with. */
const bars = 48;

/** Quieter than this a whole recording is silence, and drawn as such. */
const silence = 0.02;

/** Half as loud to the ear is much less than half the power: what is quiet is seen, too. */
const heard = 0.6;

/** Levels from 0 to 1, as many as there are, as at most 48 whole numbers: the loudest of each stretch, of 100 for the loudest of all. */
export function waveformOf(levels: readonly number[]): number[] {
  const loudest = Math.max(silence, ...levels);
  const count = Math.min(bars, levels.length);
  return Array.from({ length: count }, (_, at) => {
    const stretch = levels.slice(
      Math.floor((at * levels.length) / count),
      Math.ceil(((at + 1) * levels.length) / count),
    );
    return Math.round((Math.max(0, ...stretch) / loudest) ** heard * 100);
  });
}
