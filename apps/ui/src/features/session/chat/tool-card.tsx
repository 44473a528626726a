'use client';
import type { ToolCallState } from '@everruns/sdk';
import { Ban, Check, ChevronRight, CircleHelp, Clock, Loader, X, type LucideIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { memo, useMemo } from 'react';
import { Badge } from '@/design/badge.tsx';
import { useNow } from '@/design/clock.ts';
import { formatDuration } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import { durationOfCall } from '../duration-of-call.ts';
import { readToolView } from './tool-view/read-tool-view.ts';

// Many conversations open without any of these, so that they do not belong to the first scripts of the page.
const DecisionNote = dynamic(() => import('./decision-note.tsx').then((module) => module.DecisionNote));
const ToolView = dynamic(() => import('./tool-view/tool-view.tsx').then((module) => module.ToolView));
const ToolResultForm = dynamic(() => import('./tool-result-form.tsx').then((module) => module.ToolResultForm));
const SubagentView = dynamic(() => import('./subagent-view.tsx').then((module) => module.SubagentView));
const DecisionForm = dynamic(() => import('@/features/approvals').then((module) => module.DecisionForm));

const STATES: Record<ToolCallState['state'], { icon: LucideIcon; label: string; className: string }> = {
  pending: { icon: Clock, label: 'Waits', className: 'text-faint' },
  running: { icon: Loader, label: 'Runs', className: 'animate-spin text-live-fg' },
  waiting: { icon: Clock, label: 'Waits for an answer', className: 'text-live-fg' },
  succeeded: { icon: Check, label: 'Succeeded', className: 'text-added' },
  failed: { icon: X, label: 'Failed', className: 'text-danger' },
  canceled: { icon: Ban, label: 'Canceled', className: 'text-muted' },
  unknown: { icon: CircleHelp, label: 'Nobody knows whether it ran', className: 'text-danger' },
};

export interface ToolCardProps {
  sessionId: string;
  call: ToolCallState;
  /** Whether its input and its result are shown at first. */
  isOpen?: boolean;
}

/** A tool call with its input, its result, its duration and its attempt. */
export const ToolCard = memo(function ToolCard({ sessionId, call, isOpen = false }: ToolCardProps) {
  const { icon: Icon, label, className } = STATES[call.state];
  const view = useMemo(() => readToolView(call), [call]);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <details className="group" open={isOpen || call.state === 'waiting'}>
        <summary className="flex min-h-10 items-center gap-2.5 px-3 py-1.5 -outline-offset-2 hover:bg-sunken">
          <Icon aria-label={label} role="img" className={`size-4 shrink-0 ${className}`} />
          <span title={call.name} className="max-w-[60%] shrink-0 truncate font-mono text-[0.8125rem] font-medium">
            {call.name}
          </span>
          <span className="min-w-0 flex-1 truncate font-mono text-xs text-muted">
            {view?.kind === 'todos' ? '' : summarize(call.arguments)}
          </span>
          {call.attempt > 1 && <Badge tone="live">attempt {call.attempt}</Badge>}
          <Duration call={call} />
          <ChevronRight aria-hidden className="size-4 shrink-0 text-faint transition-transform group-open:rotate-90" />
        </summary>
        <div className="space-y-3 border-t border-line p-3">
          <JsonBlock label="Arguments" value={call.arguments} />
          {call.result !== null && (
            <JsonBlock
              label={call.result.error === undefined ? 'Result' : 'Error'}
              value={call.result.error ?? call.result.result ?? null}
            />
          )}
          {call.effect !== null && <p className="text-xs text-faint">{EFFECTS[call.effect]}</p>}
        </div>
      </details>
      {call.state === 'waiting' && call.approval === undefined && <ToolResultForm sessionId={sessionId} call={call} />}
      {call.decision !== undefined && <DecisionNote decision={call.decision} />}
      {call.approval !== undefined && <DecisionForm approval={call.approval} name={call.name} args={call.arguments} />}
      {call.subagent !== undefined && <SubagentView subagent={call.subagent} />}
      {view !== null && call.result?.error === undefined && <ToolView view={view} />}
      {view === null && call.result === null && (call.output !== '' || call.progress !== null) && (
        <div className="flex max-h-48 flex-col-reverse overflow-auto border-t border-line bg-sunken p-3">
          <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">{call.output || call.progress}</pre>
        </div>
      )}
      {call.result?.error !== undefined && (
        <p className="border-t border-line bg-danger-soft px-3 py-2 text-xs wrap-anywhere text-danger">
          {call.result.error}
        </p>
      )}
    </div>
  );
});

const EFFECTS = {
  read: 'Reads only: it may run again after a lost outcome.',
  idempotent: 'Idempotent: to run it again does no harm.',
  once: 'Runs at most once, even if its outcome is lost.',
} as const;

function Duration({ call }: { call: ToolCallState }) {
  const { state, started_at } = call;
  const isRunning = state === 'running' && started_at !== null;
  const now = useNow(isRunning ? 100 : null);
  const passed = isRunning ? Math.max(0, now - Date.parse(started_at)) : durationOfCall(call);
  if (passed === null) return null;
  return <span className="shrink-0 text-xs text-faint tabular-nums">{formatDuration(passed)}</span>;
}

/** `expression: "1 + 1", precision: 2` */
function summarize(args: ToolCallState['arguments']): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}
