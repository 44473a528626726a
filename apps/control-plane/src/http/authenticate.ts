import { DEFAULT_ORGANIZATION_ID, type OrganizationId } from '@everruns/schemas';
import type { Scope } from './route.ts';

/** Who a credential names and what it may do. */
export interface Principal {
  org_id: OrganizationId;
  /** Stable name of the caller. */
  name: string;
  scopes: ReadonlySet<Scope>;
  /** The browser sends the credential by itself, so requests from other sites must be refused. */
  isAmbient: boolean;
}

/** Throws `unauthenticated`. */
export type Authenticate = (headers: Headers) => Promise<Principal>;

/** Mode none: whoever reaches the listener is the operator. Credentials are ignored. */
export function createOpenAuthenticate(): Authenticate {
  const operator: Principal = {
    org_id: DEFAULT_ORGANIZATION_ID,
    name: 'operator',
    scopes: new Set<Scope>(['read', 'write', 'admin']),
    isAmbient: true,
  };
  return async () => operator;
}
