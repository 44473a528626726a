import type { FailedAttempt, TakeOver, TurnState } from '@everruns/sdk';
import { Badge } from '@/design/badge.tsx';
import { formatDuration, formatTime } from '@/design/format.ts';
import { describeFailure, describeNext, describeTakeOver, nameProcesses } from './describe-attempt.ts';
import type { Span } from './list-spans.ts';
import { PanelPart } from './panel-part.tsx';

/** The attempts that failed: why, what the provider said, how long was waited, and who took over. */
export function PanelAttempts({ turn, span }: { turn: TurnState; span: Span }) {
  if (span.attempts.length === 0) return null;
  return (
    <PanelPart title="Attempts">
      <ol className="space-y-2">
        {span.attempts.map((attempt) => (
          <li key={attempt.attempt} className="space-y-1">
            <Attempt attempt={attempt} takeOver={turn.take_overs.find(({ at }) => at === attempt.ended_at)} />
          </li>
        ))}
      </ol>
    </PanelPart>
  );
}

function Attempt({ attempt, takeOver }: { attempt: FailedAttempt; takeOver: TakeOver | undefined }) {
  const { retry_after_ms, provider_message } = attempt;
  return (
    <>
      <p>
        <Badge tone="danger">attempt {attempt.attempt}</Badge> {describeFailure(attempt)}, after{' '}
        {formatDuration(attempt.duration_ms)}.
        {retry_after_ms !== undefined && ` Waited ${formatDuration(retry_after_ms)}: ${describeNext(attempt)}.`}
      </p>
      {takeOver !== undefined && <p>{describeWhoTookOver(takeOver)}</p>}
      {provider_message !== undefined && (
        <blockquote
          aria-label="What the provider said"
          className="border-l-2 border-danger/40 pl-3 wrap-anywhere text-muted"
        >
          {provider_message}
        </blockquote>
      )}
    </>
  );
}

/** `Process 5f0c2a9b took over from 01b2c3d4 at 10:00:05, after 1.9 s of silence.` */
function describeWhoTookOver(takeOver: TakeOver): string {
  const who = nameProcesses(takeOver);
  if (who === null) return `${describeTakeOver(takeOver)}, at ${formatTime(takeOver.at)}.`;
  return `${who} at ${formatTime(takeOver.at)}, after ${formatDuration(takeOver.silent_ms)} of silence.`;
}
