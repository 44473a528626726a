import { DEFAULT_ORGANIZATION_ID, VENDOR_OFFERS, type EnvironmentVendor } from '@everruns/schemas';
import type { Config } from '../../config/config.ts';
import { findStoredModel } from '../../repositories/llm-models.ts';
import { findLlmProvider } from '../../repositories/llm-providers.ts';
import { providerId } from '../providers/provider-offer.ts';
import type { CoreServices } from '../services.ts';
import { judgeModel } from './judge-model.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

/** The default model, as the operator is told at a start. */
export interface StartModels {
  default:
    | { kind: 'real'; model: string; provider: string }
    /** `isChosen`: it was chosen although the environment has a real one. */
    | { kind: 'simulated'; isChosen: boolean }
    /** There is no usable model: turns fail with `no_model`. */
    | { kind: 'none'; problem: string };
  /** Vendors that this start's environment has a key for. */
  given: EnvironmentVendor[];
  /** Vendors whose key an earlier start stored and this start's environment does not have. */
  stored: EnvironmentVendor[];
}

const VENDORS = VENDOR_OFFERS.map(({ type }) => type);
const CTX = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'operator', subjects: EVERY_SUBJECT, request_id: 'start' };

/** Reads the models of the default organization, after the start has written those of the environment. */
export async function describeStartModels(deps: CoreServices, config: Pick<Config, 'providers'>): Promise<StartModels> {
  const given = VENDORS.filter((vendor) => config.providers[vendor] !== undefined);
  const stored: EnvironmentVendor[] = [];
  for (const vendor of VENDORS) {
    if (config.providers[vendor] !== undefined) continue;
    const provider = await findLlmProvider(deps.db, CTX, providerId(vendor));
    if (provider?.status === 'active' && provider.api_key_set) stored.push(vendor);
  }
  return { default: await describeDefault(deps, given.length > 0), given, stored };
}

async function describeDefault(deps: CoreServices, hasGiven: boolean): Promise<StartModels['default']> {
  const row = await findStoredModel(deps.db, CTX, null);
  if (row === null) return { kind: 'none', problem: 'There is no default model.' };
  const { model, problem } = judgeModel(deps, CTX, row);
  if (model === null) return { kind: 'none', problem };
  if (model.provider_type === 'llmsim') return { kind: 'simulated', isChosen: hasGiven };
  return { kind: 'real', model: model.model, provider: model.provider_name };
}
