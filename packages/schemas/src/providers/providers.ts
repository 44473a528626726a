import { z } from 'zod';
import { ANTHROPIC } from './anthropic.ts';
import { AZURE_OPENAI } from './azure-openai.ts';
import { LLMSIM } from './llmsim.ts';
import { OPENAI_COMPATIBLE } from './openai-compatible.ts';
import { OPENAI } from './openai.ts';
import type { EnvironmentOffer, ProviderDescriptor } from './provider-descriptor.ts';

/** Every type of provider. A type is added only here. `apps/docs/how-to/add-a-provider.md` explains the other steps. */
const DESCRIPTORS = {
  openai: OPENAI,
  openai_compatible: OPENAI_COMPATIBLE,
  azure_openai: AZURE_OPENAI,
  anthropic: ANTHROPIC,
  llmsim: LLMSIM,
} as const;
type Descriptors = typeof DESCRIPTORS;

export const LlmProviderType = z.enum(
  // `Object.keys` loses the type of the keys.
  Object.keys(DESCRIPTORS) as (keyof Descriptors)[],
);
export type LlmProviderType = z.infer<typeof LlmProviderType>;

export const PROVIDERS: Readonly<Record<LlmProviderType, ProviderDescriptor>> = DESCRIPTORS;

/** The types whose key an operator's environment can provide. */
export type EnvironmentVendor = {
  [Type in LlmProviderType]: Descriptors[Type]['environment'] extends EnvironmentOffer ? Type : never;
}[LlmProviderType];

export interface VendorOffer extends EnvironmentOffer {
  type: EnvironmentVendor;
  name: string;
  /** The names of the settings. The first of `apiKeys` that is set counts. */
  settings: { apiKeys: readonly [string, string]; baseUrl: string };
}

/** Everything that an operator's environment can provide, highest priority first. */
export const VENDOR_OFFERS: readonly VendorOffer[] = LlmProviderType.options.filter(isVendor).map((type) => {
  const { name, environment } = DESCRIPTORS[type];
  const { prefix } = environment;
  const settings = {
    apiKeys: [`DEFAULT_${prefix}_API_KEY`, `${prefix}_API_KEY`] as const,
    baseUrl: `${prefix}_BASE_URL`,
  };
  return { ...environment, type, name, settings };
});

export function isVendor(type: string): type is EnvironmentVendor {
  const types: Readonly<Record<string, ProviderDescriptor>> = DESCRIPTORS;
  return Object.hasOwn(types, type) && types[type]?.environment !== null;
}

/** Returns the offer of a vendor. */
export function offerOf(vendor: EnvironmentVendor): VendorOffer {
  const offer = VENDOR_OFFERS.find(({ type }) => type === vendor);
  if (offer === undefined) throw new TypeError(`${vendor} is offered by no environment.`);
  return offer;
}

/** The names of the settings that provide a key, for sentences: "OPENAI_API_KEY or ANTHROPIC_API_KEY". */
export const KEY_SETTINGS = new Intl.ListFormat('en', { type: 'disjunction' }).format(
  VENDOR_OFFERS.map(({ settings }) => settings.apiKeys[1]),
);
