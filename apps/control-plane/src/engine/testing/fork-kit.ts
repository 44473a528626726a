import type { ForkSessionRequest, ForkSessionResponse, SessionId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { eraseSession } from '../../repositories/erase-session.ts';
import { readLogRange, type EventTextRow } from '../../repositories/event-rows.ts';
import { CTX, type EngineKit } from './engine-kit.ts';

export function fork(
  { verbs }: EngineKit,
  session_id: SessionId,
  request: ForkSessionRequest = {},
): Promise<ForkSessionResponse> {
  return verbs.forkSession(CTX, { session_id, request, idempotency: null });
}

/** A whole log, as clients get it. */
export function readLog({ database }: EngineKit, session_id: SessionId): Promise<EventTextRow[]> {
  return readLogRange(database.db, { org_id: CTX.org_id, session_id, after: 0, through: Number.MAX_SAFE_INTEGER });
}

/** The log of a session as that of another one. */
export function asLogOf(session_id: SessionId, log: readonly EventTextRow[]): EventTextRow[] {
  return log.map((event) => ({
    ...event,
    session_id,
    data: event.data.replaceAll(`"session_id":"${event.session_id}"`, `"session_id":"${session_id}"`),
  }));
}

export function erase({ deps }: EngineKit, id: SessionId): Promise<void> {
  deps.memory.forget(id);
  return inTransaction(deps.db, (tx) => eraseSession(tx, CTX, id));
}

/** What a session reads of others: the source and both ends of each part. */
export async function rangesOf({ database }: EngineKit, id: SessionId): Promise<[SessionId, number, number][]> {
  const sql = `select source_session_id as source, after_sequence as after, through_sequence as through from log_ranges
    where org_id = $1 and session_id = $2 order by after_sequence`;
  const rows = await runSql<{ source: SessionId; after: number; through: number }>(database.db, sql, [CTX.org_id, id]);
  return rows.map(({ source, after, through }) => [source, after, through]);
}
