import type { ReactNode } from 'react';

/** On or off, at once. */
export function Switch({
  icon,
  label,
  isOn,
  onChange,
}: {
  icon: ReactNode;
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="line-button">
      {icon} <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
