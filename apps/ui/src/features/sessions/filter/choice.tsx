import { clsx } from 'clsx';
import { Select } from '@/design/field.tsx';

export interface ChoiceProps<Value extends string> {
  label: string;
  /** What stands there while nothing is chosen. */
  absent: string;
  choices: readonly (readonly [value: Value, label: string])[];
  value: Value | null;
  onChange: (value: Value | null) => void;
  /** It is as wide as its place, and not as its text. */
  isWide?: boolean;
}

/** A filter with a few values. One that is not among them, as an address may name it, is shown as it is. */
export function Choice<Value extends string>({
  label,
  absent,
  choices,
  value,
  onChange,
  isWide = false,
}: ChoiceProps<Value>) {
  const isUnknown = value !== null && !choices.some(([known]) => known === value);
  return (
    <Select
      aria-label={label}
      className={clsx(!isWide && '!w-auto max-w-48')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : (event.target.value as Value))}
    >
      <option value="">{absent}</option>
      {choices.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
      {isUnknown && <option value={value}>{value}</option>}
    </Select>
  );
}
