import type { Principal } from '../auth/principal.ts';
import type { RecordAudit } from '../auth/record-audit.ts';
import type { RequestContext } from '../kernel/request-context.ts';

/** The context of one request of a caller, and the subjects of other people that it uses. */
export interface CallerContext {
  ctx: RequestContext;
  foreign: ReadonlySet<string>;
}

/** Opens the context of a request. Null for `traceparent`: the request has none. */
export function openCallerContext(
  principal: Principal,
  { requestId, traceparent }: { requestId: string; traceparent: string | null },
): CallerContext {
  const foreign = new Set<string>();
  const { reachesEveryone, ...reach } = principal.subjects;
  const ctx = {
    org_id: principal.orgId,
    principal: principal.name,
    subjects: { ...reach, noteForeign: reachesEveryone ? (subject: string) => void foreign.add(subject) : null },
    request_id: requestId,
    may_write: principal.scopes.has('write'),
  };
  return { ctx: traceparent === null ? ctx : { ...ctx, traceparent }, foreign };
}

/** Writes to the audit log whose sessions a caller used by the scope `subjects:any`, even if the request failed later. */
export async function auditForeign(
  recordAudit: RecordAudit,
  { ctx, foreign }: CallerContext,
  action: string,
): Promise<void> {
  for (const targetId of foreign) await recordAudit(ctx, { action: 'use_subject', targetId, fields: [action] });
}
