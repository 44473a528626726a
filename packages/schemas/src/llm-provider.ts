import { z } from 'zod';
import { LlmModelId, LlmProviderId } from './ids.ts';
import { ReasoningEffort } from './message.ts';
import { ModelCompat, OptionalParameter } from './model-compat.ts';
import { refuseSecretInAddress } from './base-url.ts';
import { LlmProviderType } from './providers/providers.ts';
import { boundedText } from './text.ts';
import { findUnsendableCharacter } from './unsendable-character.ts';

export const LlmProvider = z.object({
  id: LlmProviderId,
  name: z.string(),
  provider_type: LlmProviderType,
  base_url: z.string().optional(),
  api_key_set: z.boolean(),
  /** How it differs from its vendor's format, as set by hand; absent: detected from `base_url` and the model's name. */
  compat: ModelCompat.optional(),
  status: z.enum(['active', 'disabled']),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type LlmProvider = z.infer<typeof LlmProvider>;

const API_KEY_BYTES = 4096;
const BaseUrl = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .check(refuseSecretInAddress);
/** It travels in a header. */
const ApiKey = boundedText(API_KEY_BYTES, 1)
  .check((context) => {
    const message = findUnsendableCharacter(context.value);
    if (message === null) return;
    context.issues.push({ code: 'custom', message, params: { rule: 'not_sendable' }, input: context.value });
  })
  .meta({ minLength: 1, maxLength: API_KEY_BYTES });
const Name = boundedText(256, 1);

export const CreateLlmProviderRequest = z.strictObject({
  name: Name,
  provider_type: LlmProviderType,
  base_url: BaseUrl.optional(),
  api_key: ApiKey.optional(),
  /** `null`: detect. */
  compat: ModelCompat.nullable().optional(),
});
export type CreateLlmProviderRequest = z.infer<typeof CreateLlmProviderRequest>;

/**
 * RFC 7396: `null` removes. Another type, or another origin of `base_url`, without a new `api_key` deletes the stored key: a key
 * goes only where it was meant to go.
 */
export const UpdateLlmProviderRequest = z.strictObject({
  name: Name.optional(),
  provider_type: LlmProviderType.optional(),
  base_url: BaseUrl.nullable().optional(),
  api_key: ApiKey.nullable().optional(),
  /** Replaces all switches that were set; `null`: detect. */
  compat: ModelCompat.nullable().optional(),
  status: z.enum(['active', 'disabled']).optional(),
});
export type UpdateLlmProviderRequest = z.infer<typeof UpdateLlmProviderRequest>;

/** What one request to a provider has shown. `failed`: it answered, and with neither models nor a refusal of the key. */
export const LlmProviderCheck = z.object({
  status: z.enum(['ok', 'key_rejected', 'unreachable', 'failed']),
  /** One sentence for a person. */
  detail: z.string(),
  /** Names that the provider lists, in its order; empty unless `ok`. */
  models: z.array(z.string()),
});
export type LlmProviderCheck = z.infer<typeof LlmProviderCheck>;

/** US dollars for a million tokens, before the surcharges that some vendors take for long prompts. */
export const TokenPrices = z.object({
  input: z.number().nonnegative().optional(),
  output: z.number().nonnegative().optional(),
  cache_read: z.number().nonnegative().optional(),
  cache_creation: z.number().nonnegative().optional(),
});
export type TokenPrices = z.infer<typeof TokenPrices>;

/** What public catalogs say about a model; a field is absent where they say nothing. */
export const LlmModelProfile = z.object({
  context_window_tokens: z.int().positive().optional(),
  max_output_tokens: z.int().positive().optional(),
  input_modalities: z.array(z.string()).optional(),
  output_modalities: z.array(z.string()).optional(),
  reasoning_efforts: z.array(ReasoningEffort).optional(),
  prices_per_million: TokenPrices.optional(),
});
export type LlmModelProfile = z.infer<typeof LlmModelProfile>;

/** What is known of a model by hand; it goes before what catalogs say. */
const BY_HAND = {
  context_window_tokens: z.int().positive().max(100_000_000).nullable().optional(),
  max_output_tokens: z.int().positive().max(100_000_000).nullable().optional(),
  prices_per_million: TokenPrices.strict().nullable().optional(),
  /** Replaces all switches that were set, and forgets what the model has refused; `null`: as its provider. */
  compat: ModelCompat.nullable().optional(),
};

export const LlmModel = z.object({
  id: LlmModelId,
  provider_id: LlmProviderId,
  provider_name: z.string(),
  provider_type: LlmProviderType,
  model_id: z.string(),
  display_name: z.string(),
  capabilities: z.array(z.string()),
  is_default: z.boolean(),
  status: z.enum(['active', 'disabled']),
  /** Set by hand; absent where the profile is what counts. */
  context_window_tokens: z.int().positive().optional(),
  max_output_tokens: z.int().positive().optional(),
  prices_per_million: TokenPrices.optional(),
  /** Set by hand, before what is set for its provider. */
  compat: ModelCompat.optional(),
  /** Parameters that the model has refused by name, and that are left out since. */
  refused_parameters: z.array(OptionalParameter).optional(),
  /** Absent for a model that no catalog knows and of which nothing was set by hand. */
  profile: LlmModelProfile.optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type LlmModel = z.infer<typeof LlmModel>;

export const CreateLlmModelRequest = z.strictObject({
  model_id: Name,
  display_name: Name.optional(),
  is_default: z.boolean().default(false),
  ...BY_HAND,
});
export type CreateLlmModelRequest = z.infer<typeof CreateLlmModelRequest>;

/** RFC 7396. `is_default: true` takes that place from another model. */
export const UpdateLlmModelRequest = z.strictObject({
  display_name: Name.optional(),
  is_default: z.boolean().optional(),
  status: z.enum(['active', 'disabled']).optional(),
  ...BY_HAND,
});
export type UpdateLlmModelRequest = z.infer<typeof UpdateLlmModelRequest>;
