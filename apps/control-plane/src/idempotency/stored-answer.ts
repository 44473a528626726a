import { EverrunsError } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from './idempotency-request.ts';

/** The row that makes a repeated write answer as the first did. Lies in the transaction of the effect. */
export interface StoredAnswerRow {
  org_id: string;
  scope: string;
  key: string;
  fingerprint: string;
  status: number;
  response: unknown;
}

export function toStoredAnswerRow(
  ctx: RequestContext,
  request: IdempotencyRequest,
  answer: { status: number; response: unknown },
): StoredAnswerRow {
  return { org_id: ctx.org_id, ...request, ...answer };
}

/** Throws PostgreSQL's unique violation when a twin has committed first; waits for a twin that has not. */
export async function insertStoredAnswer(db: Database, row: StoredAnswerRow): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({ ...row, response: JSON.stringify(row.response) })
    .execute();
}

const replayed = new WeakSet<IdempotencyRequest>();

/** Whether this request was answered with what an earlier one had stored: it changed nothing itself. */
export function isReplayed(request: IdempotencyRequest): boolean {
  return replayed.has(request);
}

/** What the first write with this key answered, or null. Throws `idempotency_key_reused` when that was another request. */
export async function findStoredAnswer(
  db: Database,
  ctx: RequestContext,
  request: IdempotencyRequest,
): Promise<{ status: number; response: unknown } | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'response'])
    .where('org_id', '=', ctx.org_id)
    .where('scope', '=', request.scope)
    .where('key', '=', request.key)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.fingerprint !== request.fingerprint) {
    throw new EverrunsError('idempotency_key_reused', 'This Idempotency-Key was used with another request.', {
      errors: [{ path: 'Idempotency-Key', code: 'reused', message: 'was used with another body or query' }],
    });
  }
  replayed.add(request);
  return { status: row.status, response: row.response };
}

const KEPT_HOURS = 24;

/** Forgets keys of every organization that are older than a day. */
export async function deleteExpiredAnswers(db: Database): Promise<void> {
  await runSql(db, `delete from idempotency_keys where created_at < now() - make_interval(hours => $1)`, [KEPT_HOURS]);
}
