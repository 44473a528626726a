import { clsx } from 'clsx';

/** The columns of a wide screen: title, state, agent, duration, tokens, cost, age. */
export const COLUMNS = 'xl:grid-cols-[minmax(0,1fr)_9.5rem_9rem_5rem_4rem_4.5rem_4.5rem]';

export interface TableHeadProps {
  isAllChosen: boolean;
  /** Null: rows cannot be chosen. */
  onToggle: (() => void) | null;
}

/** What the columns of the list of sessions are, and the box that chooses all rows. */
export function TableHead({ isAllChosen, onToggle }: TableHeadProps) {
  return (
    <div
      className={clsx(
        'flex items-center border-b border-line text-xs text-muted',
        onToggle === null && 'max-xl:hidden',
      )}
    >
      {onToggle !== null && (
        <label className="flex items-center gap-2 py-2 pl-4">
          <input type="checkbox" className="size-4" checked={isAllChosen} onChange={onToggle} />
          <span className="xl:sr-only">Choose all that are shown</span>
        </label>
      )}
      <div aria-hidden className={clsx('hidden flex-1 gap-x-3 px-4 py-2 xl:grid', COLUMNS)}>
        <span>Session</span>
        <span>State</span>
        <span>Agent</span>
        {['Last turn', 'Tokens', 'Cost', 'Changed'].map((column) => (
          <span key={column} className="text-right">
            {column}
          </span>
        ))}
      </div>
    </div>
  );
}
