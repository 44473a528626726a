import type { EventDraft, HistoryRepair, Message, RuntimeAgent } from '@everruns/schemas';
import type { ReasonResult } from '../atoms/reason-contract.ts';
import { isRefusedHistory, planRepairs } from './plan-repairs.ts';
import { applyRepair } from './repair-messages.ts';

/** What one attempt at an answer is asked with. */
export interface Asked {
  messages: readonly Message[];
  agent: RuntimeAgent;
  /** Another request is another id: a provider that knows the first one would answer as it did then. */
  requestId: string;
}

/**
 * Asks, and where the provider refuses the conversation, asks again without what it names, then without all that can be left out: no
 * session dies of its past. What was left out is an event before those of the answer, and holds for every later request.
 */
export async function generateRepaired(
  asked: Asked,
  generate: (asked: Asked) => Promise<ReasonResult>,
): Promise<ReasonResult> {
  const first = await generate(asked);
  if (first.kind !== 'failed' || !isRefusedHistory(first.error)) return first;
  const tools = new Set(asked.agent.tools.map(({ name }) => name));
  const through = Math.max(0, ...asked.messages.map(({ sequence }) => sequence ?? 0));
  let last: ReasonResult = first;
  let told = asked.messages;
  for (const [attempt, what] of planRepairs(first.error).entries()) {
    const repair: HistoryRepair = { what, through_sequence: through };
    const repaired = applyRepair(told, repair, { tools });
    if (repaired === told) continue;
    told = repaired;
    last = await generate({ ...asked, messages: told, requestId: `${asked.requestId}:repaired:${attempt}` });
    if (last.kind === 'completed') return { ...last, events: [toEvent(repair, first.error.message), ...last.events] };
    if (!isRefusedHistory(last.error)) return last;
  }
  return last;
}

function toEvent(repair: HistoryRepair, reason: string): EventDraft {
  return { type: 'history.repaired', data: { ...repair, reason } };
}
