import type { OrganizationId, SessionId, WaitId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';
import type { DeliveryRow, NewDelivery, SessionPair } from '../state/delivery.ts';
export type { SessionPair } from '../state/delivery.ts';
import { WAIT_COLUMNS, type WaitState } from '../state/wait-row.ts';
import { DELIVERY_COLUMNS } from './write-change.ts';

const HEAD = `select d.id, d.org_id, d.kind, d.key, d.from_session, d.to_session, d.payload, d.attempts from deliveries d
  where d.from_session = $1 and d.to_session = $2 order by d.id limit 1 for update skip locked`;

/**
 * Locks the oldest delivery of a pair, because later ones come after it. Null: there is none, or another process delivers it.
 * `skip locked` would skip to the next one, so the row that was found has to be the oldest.
 */
export async function lockHead(tx: Tx, pair: SessionPair): Promise<(DeliveryRow & { id: number }) | null> {
  const [row] = await runSql<DeliveryRow & { id: number }>(tx, HEAD, [pair.from_session, pair.to_session]);
  if (row === undefined) return null;
  const before = await runSql(tx, BEFORE, [pair.from_session, pair.to_session, row.id]);
  return before.length > 0 ? null : row;
}

const BEFORE = 'select 1 from deliveries where from_session = $1 and to_session = $2 and id < $3 limit 1';

export async function deleteDelivery(tx: Tx, { id }: { id: number }): Promise<void> {
  await runSql(tx, 'delete from deliveries where id = $1', [id]);
}

const INSERT = `insert into deliveries (${DELIVERY_COLUMNS}, next_at)
  select ${DELIVERY_COLUMNS.replaceAll(/\w+/g, 'r.$&')}, now() + interval '1 second' from json_populate_recordset(null::deliveries, $1::json) r
  on conflict (key) do nothing`;

export async function insertDeliveries(db: Database | Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length > 0) await runSql(db, INSERT, [JSON.stringify(deliveries)]);
}

const SHARED = `select ${WAIT_COLUMNS.join(', ')} from waits where org_id = $1 and id = $2 for share`;

/** Waits for a transaction that ends the wait, and keeps others from ending it. */
export async function shareWait(tx: Tx, org_id: OrganizationId, id: WaitId): Promise<WaitState | null> {
  const [wait] = await runSql<WaitState>(tx, SHARED, [org_id, id]);
  return wait ?? null;
}

const MARK = `update waits set child_ended_at = now() where org_id = $1 and id = $2 and child_ended_at is null`;

/** The turn of the sub-agent has ended, or will never begin. */
export async function markChildEnded(tx: Tx, { org_id, id }: Pick<WaitState, 'org_id' | 'id'>): Promise<void> {
  await runSql(tx, MARK, [org_id, id]);
}

const BELOW = `select id from sessions where org_id = $1 and root_session_id = $2 and $3::uuid = any(ancestors)
  order by cardinality(ancestors), id`;

/** All sessions below a session, those next to it first. */
export async function listBelow(
  db: Database | Tx,
  { org_id, id, ancestors }: { org_id: OrganizationId; id: SessionId; ancestors: readonly SessionId[] | null },
): Promise<SessionId[]> {
  const rows = await runSql<{ id: SessionId }>(db, BELOW, [org_id, ancestors?.[0] ?? id, id]);
  return rows.map((row) => row.id);
}

const OPEN_WAITS = `select id, kind, asked from waits where org_id = $1 and id = any($2::uuid[]) and status = 'open' order by id`;

export function loadOpenOf(
  db: Tx,
  org_id: OrganizationId,
  ids: readonly WaitId[],
): Promise<Pick<WaitState, 'id' | 'kind' | 'asked'>[]> {
  return runSql(db, OPEN_WAITS, [org_id, ids]);
}

export interface SweptChild {
  org_id: OrganizationId;
  wait_id: WaitId;
  session_id: SessionId;
  child_session_id: SessionId;
  /** What has to be delivered, although nothing says so. */
  missing: 'spawn' | 'ended' | 'cancel';
}
