import { AuditEntryId } from '@everruns/schemas';
import type { Logger } from 'pino';
import { insertAuditEntry } from '../repositories/audit-log.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { Services } from '../services/services.ts';
import { timestampOf } from '../kernel/timestamp.ts';

export interface AuditedChange {
  action: string;
  targetId: string | null;
  /** Names of what the request gave; never values. */
  fields: readonly string[];
}

export type RecordAudit = (ctx: RequestContext, change: AuditedChange) => Promise<void>;

/** Writes who changed what, after it was changed: a change that succeeded is not taken back because its entry failed. */
export function createAuditRecorder(services: Pick<Services, 'db' | 'clock' | 'ids'>, log: Logger): RecordAudit {
  return async (ctx, { action, targetId, fields }) => {
    const entry = {
      id: AuditEntryId.parse(services.ids.uuid()),
      actor: ctx.principal,
      action,
      ...(targetId === null ? {} : { target_id: targetId }),
      fields: [...fields],
      request_id: ctx.request_id,
      created_at: timestampOf(services.clock),
    };
    try {
      await insertAuditEntry(services.db, ctx, entry);
    } catch (error) {
      log.error({ err: error, ...entry }, 'change not written to the audit log');
    }
  };
}
