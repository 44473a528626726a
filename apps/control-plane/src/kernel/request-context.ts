import type { OrganizationId } from '@everruns/schemas';

/** Who asks. The first argument of every service verb and repository function; `org_id` comes from the credential only. */
export interface RequestContext {
  org_id: OrganizationId;
  /** Stable name of the caller: part of the idempotency scope and of `dropped {by}`. */
  principal: string;
  request_id: string;
  /** The caller may change things: only such callers read what providers said. */
  may_write?: boolean;
  /** W3C Trace Context that the request came with. */
  traceparent?: string;
}
