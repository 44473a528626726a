import { z } from 'zod';
import { LlmProviderType, PROVIDERS } from './providers.ts';

/** What a person who adds a provider needs to know about its type. */
export const LlmProviderTypeInfo = z.object({
  type: LlmProviderType,
  name: z.string(),
  /** The address of its API, unless `base_url` is given. */
  default_base_url: z.string().optional(),
  /** Whether `base_url` must be given. */
  needs_base_url: z.boolean(),
  /** Whether the vendor's own address requires an API key. */
  needs_api_key: z.boolean(),
  /** The address of its reference documentation. */
  docs_url: z.string().optional(),
});
export type LlmProviderTypeInfo = z.infer<typeof LlmProviderTypeInfo>;

/** All types, in the order of their descriptors. */
export function listProviderTypes(): LlmProviderTypeInfo[] {
  return LlmProviderType.options.map((type) => {
    const { name, defaultBaseUrl, needsKey, listing, docs } = PROVIDERS[type];
    return {
      type,
      name,
      ...(defaultBaseUrl === null ? {} : { default_base_url: defaultBaseUrl }),
      needs_base_url: defaultBaseUrl === null && listing !== null,
      needs_api_key: needsKey,
      ...(docs === null ? {} : { docs_url: docs }),
    };
  });
}
