import type { DecisionState } from '@everruns/sdk';

const WORDS: Readonly<Record<string, string>> = {
  approve: 'Approved',
  deny: 'Denied',
  answer: 'Answered',
  expired: 'Nobody decided in time',
  canceled: 'Ended before a decision',
};

/** Who decided on a call, and what. */
export function DecisionNote({ decision: { decision, by, is_edited } }: { decision: DecisionState }) {
  return (
    <p className="border-t border-line px-3 py-2 text-xs wrap-anywhere text-muted">
      {WORDS[decision] ?? decision}
      {by !== undefined && ` by ${by}`}
      {is_edited && ', with other arguments'}
    </p>
  );
}
