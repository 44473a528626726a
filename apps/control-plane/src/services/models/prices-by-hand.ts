import { OrganizationId, TokenPrices } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { ExpiringCache } from '@everruns/kernel';
import { listPricesByHand } from '../../repositories/llm-models.ts';
import type { CoreServices } from '../services.ts';

/** The prices of an organization are read at most once in this time. */
const CACHE = { maxEntries: 1_000, ttlMs: 10_000 };

export interface PricedModel {
  org_id: string;
  provider_type: string;
  model: string;
}

/** Returns the prices that an organization has set for a model, or undefined. */
export type FindPricesByHand = (db: Database, model: PricedModel) => Promise<TokenPrices | undefined>;

export function createPricesByHand({ clock }: Pick<CoreServices, 'clock'>): FindPricesByHand {
  const cache = new ExpiringCache<ReadonlyMap<string, TokenPrices>>(clock, CACHE);
  return async (db, { org_id, provider_type, model }) => {
    // The simulated model costs nothing; the models of the demo have prices, so that there are costs to look at.
    if (provider_type === 'llmsim' && !model.startsWith('llmsim-demo')) return undefined;
    const known = cache.find(org_id) ?? (await load(db, OrganizationId.parse(org_id)));
    cache.set(org_id, known);
    return known.get(`${provider_type} ${model}`);
  };
}

async function load(db: Database, org_id: OrganizationId): Promise<ReadonlyMap<string, TokenPrices>> {
  const rows = await listPricesByHand(db, { org_id });
  return new Map(rows.map((row) => [`${row.provider_type} ${row.model}`, TokenPrices.parse(row.prices)]));
}
