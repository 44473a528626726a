import type { Wait } from '@everruns/schemas';
import type { WaitState } from './wait-row.ts';

/** The wait as the API shows it. */
export function toWait(wait: WaitState): Wait {
  const { id, session_id, agent_id, turn_id, kind, status, subject, asked } = wait;
  const { resolution, claimed_by, resolved_by, resolved_at } = wait;
  return {
    id,
    session_id,
    agent_id,
    turn_id,
    kind,
    status,
    subject,
    request: asked,
    ...(resolution === null ? {} : { resolution }),
    ...(claimed_by === null ? {} : { claimed_by }),
    ...(resolved_by === null ? {} : { resolved_by }),
    created_at: wait.created_at.toISOString(),
    expires_at: wait.expires_at.toISOString(),
    ...(resolved_at === null ? {} : { resolved_at: resolved_at.toISOString() }),
  };
}
