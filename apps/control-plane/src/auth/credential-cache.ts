import type { Clock } from '@everruns/core/catalog';
import type { CredentialRow } from '../repositories/credentials.ts';
import { ExpiringCache } from '@everruns/kernel';

/** Two seconds: a revocation on another replica counts within five everywhere, open streams included. */
const LIMITS = { maxEntries: 20_000, ttlMs: 2_000 };

/** What was found for a credential, by the hash of what was shown; `row` null: nobody's. Emptied by every local change. */
export type CredentialCache = ExpiringCache<{ row: CredentialRow | null }>;

export function createCredentialCache(clock: Clock): CredentialCache {
  return new ExpiringCache(clock, LIMITS);
}
