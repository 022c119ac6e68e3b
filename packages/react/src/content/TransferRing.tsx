import { X } from 'lucide-react';

const radius = 18;
const around = 2 * Math.PI * radius;

/** How far a transfer has come, and a way to end it. */
export function TransferRing({
  fraction,
  label,
  onPress,
}: {
  fraction: number;
  label: string;
  onPress?: (() => void) | undefined;
}) {
  const ring = (
    <svg className="pv-ring" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r={radius} />
      <circle cx="20" cy="20" r={radius} strokeDasharray={`${Math.max(0.03, fraction) * around} ${around}`} />
    </svg>
  );
  const percent = Math.round(fraction * 100);
  if (!onPress)
    return (
      <span className="pv-transfer" role="progressbar" aria-valuenow={percent} aria-label={label}>
        {ring}
      </span>
    );
  return (
    <button type="button" className="pv-transfer" onClick={onPress} aria-label={`${label} (${percent} %)`}>
      {ring}
      <X aria-hidden />
    </button>
  );
}
