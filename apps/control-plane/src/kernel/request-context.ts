import type { OrganizationId } from '@everruns/schemas';
import type { SubjectReach } from './subject-reach.ts';

/**
 * The caller. It is the first argument of every service verb and repository function; `org_id` comes only from the credential.
 */
export interface RequestContext {
  org_id: OrganizationId;
  /** The stable name of the caller, which is part of the idempotency scope and of `dropped {by}`. */
  principal: string;
  /** Whose sessions the caller reaches. */
  subjects: SubjectReach;
  request_id: string;
  /** Whether the caller may make changes. Only such callers can read the providers' messages. */
  may_write?: boolean;
  /** The W3C Trace Context of the request. */
  traceparent?: string;
}

/** What a lookup of a session needs of its caller. */
export type SessionReader = Pick<RequestContext, 'org_id' | 'subjects'>;
