import type { SessionState, ToolCallState } from '@everruns/sdk';
import { nameOfWait } from './timeline/name-of-wait.ts';

export interface Waiting {
  /** `an approval (delete_file), a client (ask_traveler)`. */
  whom: string;
  /** Since when the first of them is waited for. Null if the log does not tell. */
  since: string | null;
}

/** For whom a session waits. Null if it waits for nobody. */
export function describeWaiting({ messages }: Pick<SessionState, 'messages'>): Waiting | null {
  const calls = messages.flatMap(({ tool_calls }) => tool_calls).filter(isWaiting);
  if (calls.length === 0) return null;
  const begun = calls.flatMap(({ waits }) => waits?.at(-1)?.started_at ?? []).toSorted();
  return { whom: [...new Set(calls.flatMap(nameThose))].join(', '), since: begun[0] ?? null };
}

function isWaiting({ state, subagent }: ToolCallState): boolean {
  return state === 'waiting' || (state === 'running' && subagent !== undefined && subagent.waits.length > 0);
}

function nameThose({ name, approval, subagent }: ToolCallState): string[] {
  if (subagent !== undefined)
    return subagent.waits.map((wait) => `${nameOfWait(wait.kind)} (${wait.name} of ${subagent.agent})`);
  return [`${nameOfWait(approval?.kind ?? 'client_tool')} (${name})`];
}
