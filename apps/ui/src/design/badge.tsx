import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'live' | 'danger' | 'outline';

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted',
  live: 'bg-live-soft text-live-fg',
  danger: 'bg-danger-soft text-danger',
  outline: 'border border-line text-muted',
};

export function Badge({ tone = 'neutral', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A gold, pulsing badge that shows that something is in progress. */
export function LiveDot({ isLive = true }: { isLive?: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx('size-2 shrink-0 rounded-full', isLive ? 'animate-live bg-live' : 'bg-line-strong')}
    />
  );
}
