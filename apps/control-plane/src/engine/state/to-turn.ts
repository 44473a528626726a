import { omitUndefined } from '@everruns/kernel';
import { toSoundUsage, type Turn } from '@everruns/schemas';
import type { TurnState } from './rows.ts';

/** The turn as the API shows it. `position` counts from 1 while it is queued. */
export function toTurn(turn: TurnState, position?: number): Turn {
  return {
    id: turn.id,
    session_id: turn.session_id,
    input_message_id: turn.input_message_id,
    status: turn.status,
    ...omitUndefined({ position }),
    agent_version: turn.agent_version,
    iterations: turn.started_at === null ? 0 : turn.iteration,
    usage: toSoundUsage(turn.usage),
    ...(turn.error_code === null ? {} : { error: { code: turn.error_code, message: turn.error_message ?? '' } }),
    created_at: turn.created_at.toISOString(),
    ...(turn.started_at === null ? {} : { started_at: turn.started_at.toISOString() }),
    ...(turn.ended_at === null ? {} : { ended_at: turn.ended_at.toISOString() }),
  };
}
