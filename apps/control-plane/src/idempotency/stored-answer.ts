import { EverrunsError } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from './idempotency-request.ts';

/** The row from which a repeated write is answered as the first was. It is written in the transaction of the effect. */
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

/**
 * Reserves the key for this transaction, whose answer is written later. Waits for another transaction
 * that has reserved it. Returns false if that one has committed.
 */
export async function reserveAnswer(tx: Tx, ctx: RequestContext, request: IdempotencyRequest): Promise<boolean> {
  const row = toStoredAnswerRow(ctx, request, { status: 0, response: null });
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency_keys')
    .values({ ...row, response: JSON.stringify(null) })
    .onConflict((conflict) => conflict.columns(['org_id', 'scope', 'key']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes the answer under a key that this transaction has reserved. */
export async function completeAnswer(tx: Tx, { status, response, ...place }: StoredAnswerRow): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ status, response: JSON.stringify(response) })
    .where('org_id', '=', place.org_id)
    .where('scope', '=', place.scope)
    .where('key', '=', place.key)
    .execute();
}

/** Throws PostgreSQL's unique violation when another request has stored an answer under this key. */
export async function insertStoredAnswer(db: Database, row: StoredAnswerRow): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({ ...row, response: JSON.stringify(row.response) })
    .execute();
}

/**
 * Returns the answer of the first write with this key, or null. Throws `idempotency_key_reused` if
 * that write was a different request.
 */
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
  return { status: row.status, response: row.response };
}

const KEPT_HOURS = 24;

/** Deletes the keys of all organizations that are older than a day. */
export async function deleteExpiredAnswers(db: Database): Promise<void> {
  await runSql(db, `delete from idempotency_keys where created_at < now() - make_interval(hours => $1)`, [KEPT_HOURS]);
}
