import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface LabeledProps {
  label: string;
  isWide?: boolean;
  children: ReactNode;
}

/** A filter below its name, which is there also when the filter has a value. */
export function Labeled({ label, isWide = false, children }: LabeledProps) {
  return (
    <label className={clsx('block min-w-0 space-y-1', isWide && 'col-span-2')}>
      <span className="block truncate text-xs text-muted">{label}</span>
      {children}
    </label>
  );
}
