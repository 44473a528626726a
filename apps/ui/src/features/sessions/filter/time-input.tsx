'use client';
import { Input } from '@/design/field.tsx';
import { Labeled } from './labeled.tsx';
import { fromLocal, toLocal } from './local-time.ts';

export interface TimeInputProps {
  label: string;
  /** In ISO 8601; what is none is not shown. */
  value: string | null;
  onChange: (iso: string | null) => void;
}

/** A moment on the clock of whoever reads it. */
export function TimeInput({ label, value, onChange }: TimeInputProps) {
  return (
    <Labeled label={label} isWide>
      <Input
        type="datetime-local"
        value={toLocal(value)}
        onChange={({ target }) => onChange(fromLocal(target.value))}
      />
    </Labeled>
  );
}
