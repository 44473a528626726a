import { AsyncLocalStorage } from 'node:async_hooks';
import type { OrganizationId } from '@everruns/schemas';

/**
 * In whose name a statement runs: as a request of one organization, as the engine, which works for all of them, or as the keeper of accounts,
 * who finds out who calls. PostgreSQL has a role for each (ADR 0025).
 */
export type Acting =
  | { role: 'everruns_request'; orgId: string }
  | { role: 'everruns_engine' }
  | { role: 'everruns_accounts' };

export const ENGINE: Acting = { role: 'everruns_engine' };
const ACCOUNTS: Acting = { role: 'everruns_accounts' };

const store = new AsyncLocalStorage<Acting>();

/** Runs what an organization asks for: statements of the request's database see the rows of this organization alone. */
export function actAsOrganization<T>(orgId: OrganizationId, work: () => T): T {
  return store.run({ role: 'everruns_request', orgId }, work);
}

/**
 * Runs what is about people and their credentials, before an organization is known or across organizations. Each use is in the list that
 * `harness/structure/acting.test.ts` reviews.
 */
export function actAsAccounts<T>(work: () => T): T {
  return store.run(ACCOUNTS, work);
}

/** Throws outside both: whoever works for no caller has to use the engine's database. */
export function actingNow(): Acting {
  const acting = store.getStore();
  if (acting === undefined) throw new Error('a statement of a request that is not known to belong to anybody');
  return acting;
}

/** Whether statements in both names have the same rights and see the same rows. */
export function isSameActing(left: Acting, right: Acting | null): boolean {
  return left.role === right?.role && orgOf(left) === orgOf(right);
}

/** The setting that the policies compare with `org_id`. */
export function orgOf(acting: Acting): string {
  return acting.role === 'everruns_request' ? acting.orgId : '';
}
