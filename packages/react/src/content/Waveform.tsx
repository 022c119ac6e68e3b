import { useTexts } from '../texts/provider.js';

export interface WaveformProps {
  /** 0 to 100 each; empty where nobody knows. */
  readonly bars: readonly number[];
  /** Seconds. */
  readonly at: number;
  readonly duration: number;
  readonly says: string;
  readonly onSeek: (seconds: number) => void;
}

const barPx = 3;
const gapPx = 2;
const heightPx = 28;
/** Where its sender does not tell, it is drawn as even. */
const even: readonly number[] = Array.from({ length: 36 }, () => 8);

/** A sound as one sees it, and how much of it was heard; a slider for hand and keys. */
export function Waveform({ bars, at, duration, says, onSeek }: WaveformProps) {
  const { content: say } = useTexts();
  const drawn = bars.length > 0 ? bars : even;
  const heard = duration > 0 ? (at / duration) * drawn.length : 0;
  const width = drawn.length * (barPx + gapPx) - gapPx;
  return (
    <span className="pv-waveform">
      <svg viewBox={`0 0 ${width} ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
        {drawn.map((bar, n) => {
          const height = 3 + (Math.min(100, Math.max(0, bar)) / 100) * (heightPx - 3);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
              key={n}
              className={n < heard ? 'pv-heard' : undefined}
              x={n * (barPx + gapPx)}
              y={(heightPx - height) / 2}
              width={barPx}
              height={height}
              rx={barPx / 2}
            />
          );
        })}
      </svg>
      <input
        type="range"
        min={0}
        max={duration}
        step={0.1}
        value={at}
        onChange={(event) => onSeek(Number(event.target.value))}
        aria-label={say.position}
        aria-valuetext={says}
      />
    </span>
  );
}
