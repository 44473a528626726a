import { addUsage, type EventDraft, type Usage } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

/**
 * The control plane computes the cost: a worker reports tokens only. An atom's usage is the sum of its generations, summaries included.
 */
export async function priceEvents(
  deps: Pick<EngineDeps, 'agents'>,
  db: Database,
  { orgId, events, usage }: { orgId: string; events: readonly EventDraft[]; usage: Usage },
): Promise<{ events: EventDraft[]; usage: Usage }> {
  const paid: Usage[] = [];
  const priced: EventDraft[] = [];
  for (const draft of events) {
    if (draft.type !== 'llm.generation') {
      priced.push(draft);
      continue;
    }
    const { provider, model } = draft.data;
    const named = { org_id: orgId, provider_type: provider, model };
    const cost = await deps.agents.priceUsage(db, named, draft.data.usage);
    paid.push(cost);
    priced.push({ ...draft, data: { ...draft.data, usage: cost } });
  }
  return { events: priced, usage: paid.length === 0 ? usage : paid.reduce(addUsage) };
}
