'use client';
import { useId } from 'react';
import { Input } from '@/design/field.tsx';
import { fromLocal, toLocal } from './local-time.ts';

export interface TimeInputProps {
  label: string;
  /** In ISO 8601; what is none is not shown. */
  value: string | null;
  onChange: (iso: string | null) => void;
}

/** A moment on the clock of whoever reads it. */
export function TimeInput({ label, value, onChange }: TimeInputProps) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-1.5">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="datetime-local"
        className="!w-auto"
        value={toLocal(value)}
        onChange={({ target }) => onChange(fromLocal(target.value))}
      />
    </span>
  );
}
