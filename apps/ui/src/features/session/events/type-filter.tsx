import type { SessionEvent } from '@everruns/sdk';
import { useMemo } from 'react';
import { Select } from '@/design/field.tsx';

export interface TypeFilterProps {
  events: readonly SessionEvent[];
  value: string;
  onChange: (value: string) => void;
}

/** A choice among the types that are there, and their families. */
export function TypeFilter({ events, value, onChange }: TypeFilterProps) {
  const types = useMemo(() => [...new Set(events.map(({ type }) => type as string))].toSorted(), [events]);
  const families = useMemo(() => [...new Set(types.map((type) => `${type.split('.')[0]}.*`))], [types]);
  return (
    <Select aria-label="Type" className="!h-8 !w-auto" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All types</option>
      {[...new Set([...families, ...types, ...(value === '' ? [] : [value])])].map((type) => (
        <option key={type} value={type}>
          {type}
        </option>
      ))}
    </Select>
  );
}
