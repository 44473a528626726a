'use client';
import type { FailedAttempt, TurnState } from '@everruns/sdk';
import { RotateCcw, ShieldCheck } from 'lucide-react';
import { useNow } from '@/design/clock.ts';
import { describeFailure, describeNext, describeTakeOver } from '../timeline/describe-attempt.ts';

/** Says what the turn has survived: a refused request is not a dead process. */
export function AttemptNotices({ turn }: { turn: TurnState }) {
  const last = turn.failed_attempts.findLast(({ cause }) => cause !== 'lost');
  return (
    <>
      {turn.take_overs.map((takeOver) => (
        <p key={takeOver.at} className="flex items-center gap-2 text-xs text-live-fg">
          <ShieldCheck aria-hidden className="size-4 shrink-0" />
          The process that ran this turn died. {describeTakeOver(takeOver)}; nothing was lost.
        </p>
      ))}
      {last !== undefined && turn.status !== 'failed' && <Retry turn={turn} failure={last} />}
    </>
  );
}

function Retry({ turn, failure }: { turn: TurnState; failure: FailedAttempt }) {
  const begins = Date.parse(failure.ended_at) + (failure.retry_after_ms ?? 0);
  const isRunning = turn.status === 'running' || turn.status === 'waiting';
  const now = useNow(isRunning ? 500 : null);
  const rest = begins - now;
  const failures = turn.failed_attempts.filter(({ cause }) => cause !== 'lost').length;
  return (
    <div className="space-y-1 text-xs text-muted">
      <p className="flex items-center gap-2" role={isRunning ? 'status' : undefined}>
        <RotateCcw aria-hidden className="size-4 shrink-0" />
        <span suppressHydrationWarning>
          {isRunning && rest > 0
            ? `${describeFailure(failure)}. Trying again in ${Math.ceil(rest / 1_000)} s (${describeNext(failure)}).`
            : `${failures} failed ${failures === 1 ? 'attempt' : 'attempts'}: ${describeFailure(failure)}.`}
        </span>
      </p>
      {failure.provider_message !== undefined && (
        <blockquote
          aria-label="What the provider said"
          className="ml-6 border-l-2 border-line-strong pl-3 wrap-anywhere"
        >
          {failure.provider_message}
        </blockquote>
      )}
    </div>
  );
}
