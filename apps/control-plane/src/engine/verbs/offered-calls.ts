import type { DeviceId, ToolCallId, WaitId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { jsonList } from '../../db/json-list.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { CALL_COLUMNS, nameOfEnd, toClientCall, type CallRow, type ClientCall } from '../state/client-call.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

export type { ClientCall, WaitNews } from '../state/client-call.ts';

export interface OfferedCalls {
  subject: string;
  tools: readonly string[];
  limit: number;
}

const OPEN = `select ${CALL_COLUMNS} from waits
  where org_id = $1 and subject = $2 and kind = 'client_tool' and status = 'open' and claim_device is null
    and asked ->> 'tool' = any($3::text[]) order by created_at limit $4`;

/** Lists the open calls of a subject that nobody has claimed and that one of these tools can execute, oldest first. */
export async function listOfferedCalls(
  deps: EngineDeps,
  ctx: RequestContext,
  { subject, tools, limit }: OfferedCalls,
): Promise<ClientCall[]> {
  const rows = await runSql<CallRow>(deps.db, OPEN, [ctx.org_id, subject, tools, limit]);
  return rows.map(toClientCall);
}

/** What a process asks about its sockets. */
export interface LookAtCalls {
  /** How far back to look for new calls. */
  sinceMs: number;
  /** Waits of calls that its devices have been offered. */
  offered: readonly WaitId[];
  devices: readonly { id: DeviceId; epoch: number }[];
}

/** What hints may have failed to tell. */
export interface CallNews {
  opened: ClientCall[];
  settled: { tool_call_id: ToolCallId; by: string }[];
  /** Devices that have a newer socket, or were deleted. */
  superseded: { id: DeviceId; epoch: number; is_deleted: boolean }[];
}

const MOST_NEW = 1_000;
const LOOK = `select
  ${jsonList(`select ${CALL_COLUMNS} from waits where kind = 'client_tool' and status = 'open' and claim_device is null
    and created_at > now() - $1 * interval '1 millisecond' order by created_at desc limit ${MOST_NEW}`)} as opened,
  ${jsonList(`select asked ->> 'tool_call_id' as tool_call_id, status, resolved_by from waits
    where id = any($2::uuid[]) and status <> 'open'`)} as settled,
  ${jsonList(`select h.id, h.epoch, d.id is null as is_deleted from unnest($3::uuid[], $4::bigint[]) as h (id, epoch)
    left join devices d on d.id = h.id where d.id is null or d.epoch > h.epoch`)} as superseded`;

interface LookRow {
  opened: CallRow[];
  settled: { tool_call_id: ToolCallId; status: CallRow['status']; resolved_by: string | null }[];
  superseded: CallNews['superseded'];
}

/** Looks once for everything that the sockets of this process must know, in all organizations: a lost hint costs a second. */
export async function lookAtCalls(deps: EngineDeps, _ctx: ProcessContext, input: LookAtCalls): Promise<CallNews> {
  const { sinceMs, offered, devices } = input;
  const [row] = await runSql<LookRow>(deps.db, LOOK, [
    sinceMs,
    offered,
    devices.map(({ id }) => id),
    devices.map(({ epoch }) => epoch),
  ]);
  if (row === undefined) throw new Error('the question always has one answer');
  return {
    opened: row.opened.map(toClientCall),
    settled: row.settled.map(({ tool_call_id, ...end }) => ({ tool_call_id, by: nameOfEnd(end) })),
    superseded: row.superseded,
  };
}
