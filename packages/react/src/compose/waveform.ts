/** So many bars a voice is drawn with. */
const bars = 48;

/** Levels from 0 to 1, as many as there are, as at most 48 whole numbers from 0 to 100: the loudest of each stretch. */
export function waveformOf(levels: readonly number[]): number[] {
  const count = Math.min(bars, levels.length);
  return Array.from({ length: count }, (_, at) => {
    const stretch = levels.slice(
      Math.floor((at * levels.length) / count),
      Math.ceil(((at + 1) * levels.length) / count),
    );
    return Math.round(Math.min(1, Math.max(0, ...stretch)) * 100);
  });
}
