import type { CompatPreset } from '../model-compat.ts';

/** The wire formats of calls. Each has one driver. */
export const WIRE_FORMATS = ['responses', 'chat', 'messages', 'simulated'] as const;
export type WireFormat = (typeof WIRE_FORMATS)[number];

/** How to list the models of a provider: one plain GET. */
export interface ModelsListing {
  /** The path below the base URL, after `drops` was removed from its end. */
  path: string;
  drops: RegExp;
  /** `bearer`: `Authorization: Bearer <key>`. Otherwise the name of the header that contains only the key. */
  keyHeader: 'bearer' | 'api-key' | 'x-api-key';
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
}

/** What an operator's environment can configure for a vendor. */
export interface EnvironmentOffer {
  /** The prefix of its settings: `OPENAI` has `OPENAI_API_KEY`, `DEFAULT_OPENAI_API_KEY` and `OPENAI_BASE_URL`. */
  prefix: string;
  /** The models that are stored at startup. The first is the default if this provider is the first one with a key. */
  models: readonly [string, ...string[]];
}

/**
 * Everything that is specific to one type of provider, as data for settings, startup, listing, prices, errors, documentation and
 * the UI. Only the driver of its wire format is code.
 */
export interface ProviderDescriptor {
  /** The name for people who choose a type. */
  name: string;
  wire: WireFormat;
  /** The address of its API, unless `base_url` is given. Null if `base_url` is required, or if there is no server. */
  defaultBaseUrl: string | null;
  /** Whether calls to the default address need an API key. */
  needsKey: boolean;
  /** Added as `api-version` to the query, unless the address contains `/openai/v1`. */
  apiVersion?: string;
  /**
   * The preset of its requirements, or null if it is detected from the address. `beforeAddress`: the preset applies whatever the
   * address.
   */
  preset: { name: CompatPreset; beforeAddress?: boolean } | null;
  /** Null if the type has no server. */
  listing: ModelsListing | null;
  /** The vendor's id in the catalogs of prices and models. Null if it serves other vendors' models, or is free of charge. */
  catalog: 'openai' | 'anthropic' | null;
  /** What one search of the web by the provider costs in US dollars, beside its tokens. Absent: it does not search. */
  searchPriceUsd?: number;
  environment: EnvironmentOffer | null;
  /** The address of its reference documentation. */
  docs: string | null;
}
