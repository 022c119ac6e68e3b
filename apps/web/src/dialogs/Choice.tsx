/** One of a few, shown side by side. */
export function Choice<T extends string>({ label, name, values, names, value, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div>
        {values.map((one) => (
          <label key={one}>
            <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
            <span>{names[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly name: string;
  readonly values: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}
