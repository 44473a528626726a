import { DEFAULT_ORGANIZATION_ID, type OrganizationId, type Role, type Scope, type UserId } from '@everruns/schemas';

/** What a caller showed. `session` is a browser's cookie, `token` an access token, `none` mode none's nothing. */
export type Credential = { kind: 'none' } | { kind: 'session' | 'token' | 'api_key'; id: string };

/** Who a credential names and what it may do. */
export interface Principal {
  orgId: OrganizationId;
  /** Stable name of the caller: `user:<id>`, `key:<id>` or `operator`. */
  name: string;
  role: Role;
  /** What the role allows and the credential holds. */
  scopes: ReadonlySet<Scope>;
  /** Null in mode none. */
  userId: UserId | null;
  credential: Credential;
  /** Milliseconds since the epoch; null: does not end by itself. */
  expiresAt: number | null;
  /** The browser sends the credential by itself, so requests from other sites must be refused. */
  isAmbient: boolean;
}

/**
 * Who calls from this address. Throws `unauthenticated`, `rate_limited` for too many credentials that are nobody's, or `org_forbidden`
 * when `X-Org-Id` names an organization that is not the caller's.
 */
export type Authenticate = (headers: Headers, address: string) => Promise<Principal>;

/** Mode none: whoever reaches the listener is this. */
export const OPERATOR: Principal = {
  orgId: DEFAULT_ORGANIZATION_ID,
  name: 'operator',
  role: 'owner',
  scopes: new Set<Scope>(['read', 'write', 'admin']),
  userId: null,
  credential: { kind: 'none' },
  expiresAt: null,
  isAmbient: true,
};

/** Mode none. Credentials are ignored. */
export function createOpenAuthenticate(): Authenticate {
  return async () => OPERATOR;
}
