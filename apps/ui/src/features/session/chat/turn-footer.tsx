'use client';
import type { TurnState } from '@everruns/sdk';
import { CircleStop, Hourglass, RotateCcw, Shuffle } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useIsAway } from '@/data/use-is-away.ts';
import { useMay } from '@/data/use-me.ts';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { Link } from '@/design/link.tsx';
import { formatCost, formatCount, formatDuration } from '@/design/format.ts';
import { nameOfWait } from '../timeline/name-of-wait.ts';

// Few turns have survived anything, so that this does not belong to the first scripts of the page.
const AttemptNotices = dynamic(() => import('./attempt-notices.tsx').then((module) => module.AttemptNotices));

export interface TurnFooterProps {
  sessionId: string;
  turn: TurnState;
  isSilent: boolean;
  onRetry: (() => void) | null;
}

/** Shows the status of a turn and the failures that it has survived. */
export function TurnFooter({ sessionId, turn, isSilent, onRetry }: TurnFooterProps) {
  return (
    <div className="space-y-2">
      {turn.take_overs.length + turn.failed_attempts.length > 0 && <AttemptNotices turn={turn} />}
      {turn.fallback !== null && <FellBack {...turn.fallback} />}
      <Outcome turn={turn} isSilent={isSilent} onRetry={onRetry} />
      {turn.ended_at !== null && (
        <p className="text-xs text-faint">
          {listFacts(turn).join(' · ')} ·{' '}
          <Link href={`/sessions/${sessionId}?tab=timeline&turn=${turn.id}`} className="hover:text-fg hover:underline">
            Timeline
          </Link>
        </p>
      )}
    </div>
  );
}

function FellBack({ from, to }: NonNullable<TurnState['fallback']>) {
  return (
    <Badge
      tone="live"
      title={`The provider of ${from.model} failed or refused all attempts; the agent names another model.`}
    >
      <Shuffle aria-hidden />
      {to.model} went on for {from.model}
    </Badge>
  );
}

function Outcome({ turn, isSilent, onRetry }: Omit<TurnFooterProps, 'sessionId'>) {
  const mayWrite = useMay('write');
  switch (turn.status) {
    case 'running':
      return <Running turn={turn} isSilent={isSilent} />;
    case 'waiting':
      return (
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <Hourglass aria-hidden className="size-4 text-live-fg" />
          Waits for {turn.waiting_for.map(nameOfWait).join(', ') || 'its time'}.
        </p>
      );
    case 'failed':
      return (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger"
        >
          <div className="min-w-0 flex-1 wrap-anywhere">
            <p className="font-medium">The turn failed</p>
            <p>
              {turn.error?.message} <code className="font-mono text-xs">{turn.error?.code}</code>
            </p>
            {turn.error?.provider_message !== undefined && (
              <blockquote aria-label="What the provider said" className="mt-2 border-l-2 border-danger/40 pl-3 text-xs">
                {turn.error.provider_message}
              </blockquote>
            )}
          </div>
          {mayWrite && onRetry !== null && (
            <Button size="sm" onClick={onRetry}>
              <RotateCcw aria-hidden />
              Try again
            </Button>
          )}
        </div>
      );
    case 'canceled':
      return (
        <p className="flex items-center gap-2 text-sm text-muted">
          <CircleStop aria-hidden className="size-4" />
          {turn.cancel_reason === 'interrupted' ? 'Interrupted by the next message.' : 'Stopped.'}
        </p>
      );
    case 'completed':
      return null;
  }
}

function Running({ turn, isSilent }: { turn: TurnState; isSilent: boolean }) {
  const isAway = useIsAway();
  const now = useNow(isAway ? null : 1_000);
  const passed = Math.max(0, now - Date.parse(turn.started_at ?? turn.created_at));
  return (
    <p role="status" className="flex items-center gap-2 text-xs text-muted">
      <LiveDot />
      {isAway ? 'Waiting for the server' : isSilent ? 'Working' : 'Answering'}
      <span className="text-faint tabular-nums" suppressHydrationWarning>
        {passed >= 1_000 && formatDuration(passed)}
      </span>
    </p>
  );
}

function listFacts({ duration_ms, usage, iterations, agent_version }: TurnState): string[] {
  return [
    duration_ms === null ? '' : formatDuration(duration_ms),
    `${formatCount(usage.input_tokens + usage.output_tokens)} tokens`,
    usage.cost_usd === undefined ? '' : formatCost(usage.cost_usd),
    iterations > 1 ? `${iterations} steps` : '',
    agent_version === null ? '' : `version ${agent_version}`,
  ].filter((fact) => fact !== '');
}
