import type { SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { leaveToForks } from './leave-to-forks.ts';

const TURNS = 'select id from turns where org_id = $1 and session_id = $2';

/**
 * In the order in which rows refer to each other; what is not named goes with its turn or session. A stored answer of a repeated request may quote the
 * session, so it is deleted too.
 */
const STATEMENTS = [
  `delete from outbox where org_id = $1 and session_id = $2`,
  // Of release 0.1.0; this one writes none.
  `delete from atom_operations where org_id = $1 and turn_id in (${TURNS})`,
  `delete from waits where org_id = $1 and session_id = $2`,
  `delete from approval_rules where org_id = $1 and session_id = $2`,
  `delete from atoms where org_id = $1 and turn_id in (${TURNS})`,
  `delete from turn_inputs where org_id = $1 and session_id = $2`,
  `delete from turns where org_id = $1 and session_id = $2`,
  `delete from session_files where org_id = $1 and session_id = $2`,
  `delete from message_search where org_id = $1 and session_id = $2`,
  `delete from session_texts where org_id = $1 and session_id = $2`,
  // What its generations were told may be named by no other one.
  `with wanted as (select 1 from event_chunks where org_id = $1 and session_id = $2 and has_generation limit 1),
    first as (insert into content_sweeps (org_id, due_at, wanted_at) select $1, now() + interval '48 hours', now() from wanted on conflict do nothing)
    update content_sweeps set wanted_at = now() where org_id = $1 and started_at >= wanted_at and exists (select from wanted)`,
  `delete from log_ranges where org_id = $1 and session_id = $2`,
  `delete from event_chunks where org_id = $1 and session_id = $2`,
  `delete from idempotency_keys where org_id = $1
    and (strpos(lower(scope), $2::uuid::text) > 0 or readable_json(response) ->> 'id' = $2::uuid::text)`,
  `delete from sessions where org_id = $1 and id = $2`,
];

/**
 * Deletes a session with everything that belongs to it; forks keep what they have of it. The caller holds the session's lock and has checked that no turn runs.
 */
export async function eraseSession(tx: Tx, ctx: Pick<RequestContext, 'org_id'>, sessionId: SessionId): Promise<void> {
  await leaveToForks(tx, ctx, sessionId);
  for (const statement of STATEMENTS) await runSql(tx, statement, [ctx.org_id, sessionId]);
}
