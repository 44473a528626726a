import type { OrganizationId } from '@everruns/schemas';

/**
 * The caller. It is the first argument of every service verb and repository function; `org_id` comes only from the credential.
 */
export interface RequestContext {
  org_id: OrganizationId;
  /** The stable name of the caller, which is part of the idempotency scope and of `dropped {by}`. */
  principal: string;
  request_id: string;
  /** Whether the caller may make changes. Only such callers can read the providers' messages. */
  may_write?: boolean;
  /** The W3C Trace Context of the request. */
  traceparent?: string;
}
