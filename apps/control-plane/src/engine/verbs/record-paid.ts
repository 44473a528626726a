import { addUsage, ZERO_USAGE, type EventDraft } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { appendPaid } from '../decide/append-drafts.ts';
import type { AtomRows } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { priceEvents } from './price-events.ts';

export interface Paid {
  change: SessionChange;
  locked: AtomRows;
  paid: readonly EventDraft[];
}

/** Records answers that an attempt has paid for before it has an outcome. They count for its turn and its session, which the caller saves. */
export async function recordPaid(
  deps: Pick<EngineDeps, 'agents'>,
  db: Database,
  { change, locked, paid }: Paid,
): Promise<void> {
  const { session, turn, atom } = locked;
  const generations = paid.filter(({ type }) => type === 'llm.generation');
  if (generations.length === 0) return;
  const orgId = session.org_id;
  const { events, usage } = await priceEvents(deps, db, { orgId, events: generations, usage: ZERO_USAGE });
  appendPaid(change, atom, events);
  turn.usage = addUsage(turn.usage, usage);
  session.usage = addUsage(session.usage, usage);
}
