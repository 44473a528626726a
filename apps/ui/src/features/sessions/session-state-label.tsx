import type { Session } from '@everruns/sdk';
import { Ban, Check, CircleDashed, Hourglass, X, type LucideIcon } from 'lucide-react';
import { LiveDot } from '@/design/badge.tsx';

interface Look {
  icon: LucideIcon;
  label: string;
  className: string;
}

const ENDINGS: Record<'completed' | 'failed' | 'canceled', Look> = {
  completed: { icon: Check, label: 'Completed', className: 'text-muted' },
  failed: { icon: X, label: 'Failed', className: 'text-danger' },
  canceled: { icon: Ban, label: 'Stopped', className: 'text-muted' },
};
const EMPTY: Look = { icon: CircleDashed, label: 'No turn yet', className: 'text-faint' };
const WAITING: Look = { icon: Hourglass, label: 'Waiting for somebody', className: 'font-medium text-live-fg' };

/** What a session does, or how its last turn ended, and why where it failed. */
export function SessionStateLabel({ session: { status, last_turn } }: { session: Session }) {
  if (status === 'active') {
    return (
      <span className="inline-flex items-center gap-1.5 text-xs text-live-fg">
        <LiveDot />
        Working
      </span>
    );
  }
  const { icon: Icon, label, className } = lookOf(status, last_turn);
  return (
    <span className={`inline-flex items-center gap-1.5 text-xs ${className}`} title={last_turn?.error_code}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {label}
    </span>
  );
}

function lookOf(status: Session['status'], turn: Session['last_turn']): Look {
  if (status === 'requires_action') return WAITING;
  if (turn === undefined || turn.status === 'running' || turn.status === 'waiting') return EMPTY;
  return ENDINGS[turn.status];
}
