import { EverrunsError, type DeviceId, type OrganizationId, type ToolCallId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';
import { CALL_COLUMNS, type CallRow } from '../state/client-call.ts';

/** A device, and the run of its program, that executes a call. */
export interface Claimant {
  id: DeviceId;
  /** The name that the device gives itself. */
  device_id: string;
  instance_id: string;
  /** The number of its socket. Only the newest may claim. */
  epoch: number;
}

export function nameOfClaimant({ device_id }: Pick<Claimant, 'device_id'>): string {
  return `device:${device_id}`;
}

const BY_CALL = `select ${CALL_COLUMNS}, claim_device, claim_instance from own_waits
  where org_id = $1 and kind = 'client_tool' and asked ->> 'tool_call_id' = $2 order by created_at desc limit 1`;

export type ClaimableRow = CallRow & { claim_device: string | null; claim_instance: string | null };

/** The newest wait of a client's call, or null. */
export async function findCallRow(
  db: Database,
  org_id: OrganizationId,
  callId: ToolCallId,
): Promise<ClaimableRow | null> {
  const [row] = await runSql<ClaimableRow>(db, BY_CALL, [org_id, callId]);
  return row ?? null;
}

/** Repeated by the same instance it changes only the epoch: the time does not begin anew. */
const CLAIM = `update waits w set claimed_by = $5, claim_device = $3, claim_instance = $4, claim_epoch = $6,
    expires_at = case when claim_device is null then now() + $7 * interval '1 millisecond' else expires_at end
  where org_id = $1 and id = $2 and status = 'open' and (claim_device is null or (claim_device = $3 and claim_instance = $4))
    and exists (select from devices d where (d.org_id = w.org_id) is true and d.id = $3 and d.epoch = $6)
  returning expires_at`;

/** Gives a call to a device, if it is open and nobody else has it. Returns the deadline, or null. The session is locked. */
export async function writeClaim(
  tx: Tx,
  row: Pick<CallRow, 'org_id' | 'id'>,
  { claimant, timeoutMs }: { claimant: Claimant; timeoutMs: number },
): Promise<Date | null> {
  const { id, device_id, instance_id, epoch } = claimant;
  const values = [row.org_id, row.id, id, instance_id, device_id, epoch, timeoutMs];
  const [written] = await runSql<{ expires_at: Date }>(tx, CLAIM, values);
  return written?.expires_at ?? null;
}

const CLAIMED = `select count(*)::int as count from own_waits where org_id = $1 and kind = 'client_tool' and status = 'open'
  and asked ->> 'tool_call_id' = any($2::text[]) and claim_device = $3 and claim_instance = $4`;

/** Throws `conflict` unless the instance has claimed all of these open calls. The session is locked. */
export async function assertClaimed(
  tx: Tx,
  { org_id }: { org_id: OrganizationId },
  { claimant, calls }: { claimant: Claimant; calls: readonly ToolCallId[] },
): Promise<void> {
  const wanted = [...new Set(calls)];
  const [row] = await runSql<{ count: number }>(tx, CLAIMED, [org_id, wanted, claimant.id, claimant.instance_id]);
  if (row?.count === wanted.length) return;
  throw new EverrunsError('conflict', 'This device has not claimed the call. Claim it, and execute it only then.');
}
