import type { EventOf } from '@everruns/sdk';
import { cleanLine } from '../terminal/clean-text.ts';

type Failed = EventOf<'attempt.failed'>['data'];

/** What a person reads when an attempt failed: who refused it, and when which attempt follows. */
export function describeAttempt({ cause, provider, http_status, ...failed }: Failed): string {
  if (cause === 'lost') return 'A process was lost while it worked on this step. The step begins again.';
  const who = provider === undefined ? 'The tool' : cleanLine(provider);
  const what = http_status === undefined ? `failed (${cause})` : `answered ${http_status} (${cause})`;
  return `${who} ${what}${describeNext(failed)}.`;
}

function describeNext({
  retry_after_ms,
  failures,
  max_failures,
}: Pick<Failed, 'retry_after_ms' | 'failures' | 'max_failures'>): string {
  if (retry_after_ms === undefined) return '';
  const place = max_failures === undefined ? '' : ` (attempt ${failures + 1} of ${max_failures})`;
  return `; the next attempt begins in ${seconds(retry_after_ms)}${place}`;
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
