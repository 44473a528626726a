import type { CompatPreset } from '../model-compat.ts';

/** Formats of calls, each spoken by one driver. */
export const WIRE_FORMATS = ['responses', 'chat', 'messages', 'simulated'] as const;
export type WireFormat = (typeof WIRE_FORMATS)[number];

/** How a provider is asked which models it has: one plain GET. */
export interface ModelsListing {
  /** Below the base URL, once `drops` was taken off its end. */
  path: string;
  drops: RegExp;
  /** `bearer`: `Authorization: Bearer <key>`; else the header that holds the bare key. */
  keyHeader: 'bearer' | 'api-key' | 'x-api-key';
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
}

/** What an operator's environment brings of a vendor. */
export interface EnvironmentOffer {
  /** Begins the names of its settings: `OPENAI` has `OPENAI_API_KEY`, `DEFAULT_OPENAI_API_KEY` and `OPENAI_BASE_URL`. */
  prefix: string;
  /** Models that a start stores; the first is the default when this provider is the first that has a key. */
  models: readonly [string, ...string[]];
}

/**
 * Everything that is particular to one type of provider, as data: settings, start, listing, prices, errors, documentation and the UI read
 * it here. Only the driver of its wire format is code.
 */
export interface ProviderDescriptor {
  /** For people who choose one. */
  name: string;
  wire: WireFormat;
  /** Where it is called unless `base_url` says otherwise; null: `base_url` is needed, or there is nothing to call. */
  defaultBaseUrl: string | null;
  /** Whether calls without an API key are sense, at the default address. */
  needsKey: boolean;
  /** Added as `api-version` to the query of addresses that do not hold `/openai/v1`. */
  apiVersion?: string;
  /** Whose habits it has; null: detected from the address. `beforeAddress`: whatever the address is. */
  preset: { name: CompatPreset; beforeAddress?: boolean } | null;
  /** Null: it is no server. */
  listing: ModelsListing | null;
  /** The vendor's id in the catalogs of prices and models; null: anybody's models, or free of charge. */
  catalog: 'openai' | 'anthropic' | null;
  environment: EnvironmentOffer | null;
  /** Its reference documentation. */
  docs: string | null;
}
