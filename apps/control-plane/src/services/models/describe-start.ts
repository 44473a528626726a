import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import type { Config } from '../../config/config.ts';
import { findStoredModel } from '../../repositories/llm-models.ts';
import { findLlmProvider } from '../../repositories/llm-providers.ts';
import { PROVIDER_PRESETS, providerId, type EnvironmentVendor } from '../providers/provider-presets.ts';
import type { Services } from '../services.ts';
import { judgeModel } from './judge-model.ts';

/** Which model answers where nobody chose another one, as the operator is told at a start. */
export interface StartModels {
  default:
    | { kind: 'real'; model: string; provider: string }
    /** `isChosen`: although the environment brings a real one. */
    | { kind: 'simulated'; isChosen: boolean }
    /** Turns fail with `no_model`. */
    | { kind: 'none'; problem: string };
  /** Vendors that this start's environment brought. */
  given: EnvironmentVendor[];
  /** Vendors whose key an earlier start stored and this one's environment does not hold. */
  stored: EnvironmentVendor[];
}

const VENDORS = ['openai', 'anthropic'] as const;
const CTX = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'operator', request_id: 'start' };

/** Reads what the default organization has once a start has written what it brings. */
export async function describeStartModels(
  services: Services,
  config: Pick<Config, 'openai' | 'anthropic'>,
): Promise<StartModels> {
  const given = VENDORS.filter((vendor) => config[vendor] !== null);
  const stored: EnvironmentVendor[] = [];
  for (const vendor of VENDORS) {
    if (config[vendor] !== null) continue;
    const provider = await findLlmProvider(services.db, CTX, providerId(PROVIDER_PRESETS[vendor]));
    if (provider?.status === 'active' && provider.api_key_set) stored.push(vendor);
  }
  return { default: await describeDefault(services, given.length > 0), given, stored };
}

async function describeDefault(services: Services, hasGiven: boolean): Promise<StartModels['default']> {
  const row = await findStoredModel(services.db, CTX, null);
  if (row === null) return { kind: 'none', problem: 'There is no default model.' };
  const { model, problem } = judgeModel(services, CTX, row);
  if (model === null) return { kind: 'none', problem };
  if (model.provider_type === 'llmsim') return { kind: 'simulated', isChosen: hasGiven };
  return { kind: 'real', model: model.model, provider: model.provider_name };
}
