import { type ReactNode, useId } from 'react';

/** On or off, at once. */
export function Switch({
  icon,
  label,
  hint,
  isOn,
  onChange,
}: {
  icon: ReactNode;
  label: string;
  hint?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  const hintId = useId();
  return (
    <label className="line-button">
      {icon}{' '}
      <span>
        {label}
        {hint && <small id={hintId}>{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        aria-label={label}
        aria-describedby={hint && hintId}
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
