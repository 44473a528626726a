import { clsx } from 'clsx';
import { PERIODS, type Period } from './session-filter.ts';

export interface PeriodChoiceProps {
  value: Period | null;
  onChange: (period: Period | null) => void;
}

/** The time of the sessions, one click away. A second click takes it back. */
export function PeriodChoice({ value, onChange }: PeriodChoiceProps) {
  return (
    <div
      role="group"
      aria-label="Time"
      className="flex flex-wrap rounded-md border border-line-strong/60 bg-surface p-0.5"
    >
      {Object.entries(PERIODS).map(([key, { label }]) => {
        const isChosen = key === value;
        return (
          <button
            key={key}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChange(isChosen ? null : (key as Period))}
            className={clsx(
              'h-7.5 rounded px-2 text-xs font-medium whitespace-nowrap -outline-offset-2',
              isChosen ? 'bg-hover text-fg' : 'text-muted hover:text-fg',
            )}
          >
            {label}
          </button>
        );
      })}
    </div>
  );
}
