import type { EventDraft, HistoryRepair, Message, RuntimeAgent } from '@everruns/schemas';
import type { ReasonResult } from '../atoms/reason-contract.ts';
import { isRefusedHistory, planRepairs } from './plan-repairs.ts';
import { applyRepair } from './repair-messages.ts';

/** The input of one attempt to get an answer. */
export interface Asked {
  messages: readonly Message[];
  agent: RuntimeAgent;
  /** Another request needs another id, because a provider that knows the first one would repeat its answer. */
  requestId: string;
}

/**
 * Asks the model. If the provider refuses the conversation, asks again without the parts it names, then without all optional
 * parts, so that no session is lost to its history. The repair is an event before the answer and holds for every later request.
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
