import type { FailedAttempt, TakeOver } from '@everruns/sdk';
import { formatDuration } from '../../../design/format.ts';

const CAUSES: Record<FailedAttempt['cause'], string> = {
  rate_limited: 'limits the rate of requests',
  quota: 'says that the quota is used up',
  overloaded: 'is overloaded or failing',
  timeout: 'did not answer in time',
  stream_broken: 'broke the connection',
  auth: 'refused the key',
  bad_request: 'refused the request',
  context_overflow: 'says that the conversation is too long',
  malformed_tool_call: 'wrote a tool call that cannot be read',
  empty_answer: 'gave an empty answer',
  unusable_answer: 'gave an answer that cannot be used',
  tool_infrastructure: 'could not be reached',
  unavailable: 'could not be reached',
  internal: 'failed inside the platform',
  lost: 'was lost with its process',
};

/** `openai answered 429: it limits the rate of requests`. */
export function describeFailure({ cause, provider, http_status }: FailedAttempt): string {
  if (cause === 'lost') return 'The process that ran this attempt died or gave no sign of life';
  const who = provider ?? 'The tool';
  return http_status === undefined ? `${who} ${CAUSES[cause]}` : `${who} answered ${http_status}: it ${CAUSES[cause]}`;
}

/** `attempt 2 of 6`. */
export function describeNext({ failures, max_failures }: FailedAttempt): string {
  return max_failures === undefined ? 'trying again' : `attempt ${failures + 1} of ${max_failures}`;
}

export function describeTakeOver({ silent_ms }: TakeOver): string {
  return `Another process went on after ${formatDuration(silent_ms)} of silence`;
}

/** `Process 5f0c2a9b took over from 01b2c3d4`. Null where workers share the work and none is named. */
export function nameProcesses({ from, to }: TakeOver): string | null {
  if (to === null) return null;
  const nameOf = (id: string): string => id.slice(-8);
  return from === null ? `Process ${nameOf(to)} took over` : `Process ${nameOf(to)} took over from ${nameOf(from)}`;
}
