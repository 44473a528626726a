import { DEFAULT_ORGANIZATION_ID, type OrganizationId, type Role, type Scope, type UserId } from '@everruns/schemas';
import type { SubjectReach } from '../kernel/subject-reach.ts';

/** The credential of a caller. `session` is a browser's cookie, `token` an access token, and `none` is that of mode none. */
export type Credential = { kind: 'none' } | { kind: 'session' | 'token' | 'api_key'; id: string };

/** `SubjectReach` without the request that is audited. */
export interface SubjectsOfCredential extends Pick<SubjectReach, 'bound' | 'person'> {
  reachesEveryone: boolean;
}

/** The caller that a credential names, and what they may do. */
export interface Principal {
  orgId: OrganizationId;
  /** Stable name of the caller: `user:<id>`, `key:<id>` or `operator`. */
  name: string;
  role: Role;
  /** The scopes that both the role and the credential allow. */
  scopes: ReadonlySet<Scope>;
  /** Null in mode none. */
  userId: UserId | null;
  credential: Credential;
  subjects: SubjectsOfCredential;
  /** Milliseconds since the epoch; null for a credential that does not expire. */
  expiresAt: number | null;
  /** The browser sends the credential by itself, so requests from other sites must be refused. */
  isAmbient: boolean;
}

/**
 * Finds the caller. Throws `unauthenticated`, `rate_limited` for too many unknown credentials from this address, and `org_forbidden` when
 * `X-Org-Id` names an organization that is not the caller's.
 */
export type Authenticate = (headers: Headers, address: string) => Promise<Principal>;

/** In mode none every caller is this one. */
export const OPERATOR: Principal = {
  orgId: DEFAULT_ORGANIZATION_ID,
  name: 'operator',
  role: 'owner',
  scopes: new Set<Scope>(['read', 'write', 'admin', 'approvals:resolve', 'subjects:any']),
  userId: null,
  credential: { kind: 'none' },
  subjects: { bound: null, person: null, reachesEveryone: true },
  expiresAt: null,
  isAmbient: true,
};

/** Authenticates in mode none, where credentials are ignored. */
export function createOpenAuthenticate(): Authenticate {
  return async () => OPERATOR;
}
