import type { Clock, Ids } from '@everruns/core/catalog';
import { AuditEntryId, type AuditEntry } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { Database, Tx } from '../db/database.ts';
import { insertAuditEntry } from '../repositories/audit-log.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { timestampOf } from '../kernel/timestamp.ts';

export interface AuditedChange {
  action: string;
  targetId: string | null;
  /** Names of the fields of the request, never values. */
  fields: readonly string[];
}

/** The part of the caller that the audit log names. */
export type AuditContext = Pick<RequestContext, 'org_id' | 'principal' | 'request_id'>;

export type RecordAudit = (ctx: AuditContext, change: AuditedChange) => Promise<void>;
interface Makers {
  clock: Clock;
  ids: Ids;
}

/** Records a change after it was made: a change that succeeded is not undone because its entry failed. */
export function createAuditRecorder(services: Makers & { db: Database }, log: Logger): RecordAudit {
  return async (ctx, change) => {
    const entry = toAuditEntry(services, ctx, change);
    try {
      await insertAuditEntry(services.db, ctx, entry);
    } catch (error) {
      log.error({ err: error, ...entry }, 'A change could not be written to the audit log.');
    }
  };
}

/** Records a change in its own transaction: neither exists without the other. */
export async function recordAuditIn(
  tx: Tx,
  services: Makers,
  { ctx, change }: { ctx: AuditContext; change: AuditedChange },
): Promise<void> {
  await insertAuditEntry(tx, ctx, toAuditEntry(services, ctx, change));
}

function toAuditEntry(services: Makers, ctx: AuditContext, { action, targetId, fields }: AuditedChange): AuditEntry {
  return {
    id: AuditEntryId.parse(services.ids.uuid()),
    actor: ctx.principal,
    action,
    ...(targetId === null ? {} : { target_id: targetId }),
    fields: [...fields],
    request_id: ctx.request_id,
    created_at: timestampOf(services.clock),
  };
}
