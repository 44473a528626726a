import type { Clock } from '@everruns/core/catalog';
import type { CredentialRow } from '../repositories/credentials.ts';
import { ExpiringCache } from '@everruns/kernel';

/** Two seconds, so that a revocation on another replica takes effect within five everywhere, open streams included. */
const LIMITS = { maxEntries: 20_000, ttlMs: 2_000 };

/** The result of a look-up, by the hash of the credential; `row` is null for an unknown one. Cleared by every local change. */
export type CredentialCache = ExpiringCache<{ row: CredentialRow | null }>;

export function createCredentialCache(clock: Clock): CredentialCache {
  return new ExpiringCache(clock, LIMITS);
}
