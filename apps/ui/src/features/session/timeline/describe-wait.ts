import type { CallWait } from '@everruns/sdk';
import { nameOfWait } from './name-of-wait.ts';

const DECISIONS: Record<NonNullable<CallWait['decision']>, string> = {
  approve: 'approved',
  deny: 'denied',
  answer: 'answered',
  expired: 'nobody decided in time',
  canceled: 'the turn ended first',
};

/** `Waits for an approval`, `Waited for an approval`. */
export function describeWait({ kind, ended_at }: CallWait): string {
  return `${ended_at === null ? 'Waits' : 'Waited'} for ${nameOfWait(kind)}`;
}

/** `approved by user:ada: it is fine`. Null while it waits, and for clients and other agents. */
export function describeDecision({ decision, by, reason }: CallWait): string | null {
  if (decision === undefined) return null;
  const said = by === undefined ? DECISIONS[decision] : `${DECISIONS[decision]} by ${by}`;
  return reason === undefined ? said : `${said}: ${reason}`;
}
