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
  /**
   * How it differs from its vendor's format, as configured by hand. If absent, it is detected from `base_url` and the model's
   * name.
   */
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
/** The key travels in a header. Blanks, line ends and a byte order mark that were copied along at its ends are removed. */
const ApiKey = boundedText(API_KEY_BYTES)
  .overwrite((key) => key.trim())
  .check((context) => {
    const message = context.value === '' ? 'must not be blank' : findUnsendableCharacter(context.value);
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
  /** `null`: the switches are detected. */
  compat: ModelCompat.nullable().optional(),
});
export type CreateLlmProviderRequest = z.infer<typeof CreateLlmProviderRequest>;

/**
 * A merge patch (RFC 7396): `null` removes a field. A new type, or a new origin of `base_url`, without a new `api_key` deletes
 * the stored key, because a key must only be sent where it was meant to be sent.
 */
export const UpdateLlmProviderRequest = z.strictObject({
  name: Name.optional(),
  provider_type: LlmProviderType.optional(),
  base_url: BaseUrl.nullable().optional(),
  api_key: ApiKey.nullable().optional(),
  /** Replaces all configured switches. `null`: the switches are detected. */
  compat: ModelCompat.nullable().optional(),
  status: z.enum(['active', 'disabled']).optional(),
});
export type UpdateLlmProviderRequest = z.infer<typeof UpdateLlmProviderRequest>;

/** The result of one request to a provider. `failed`: it answered, but neither with models nor with a refusal of the key. */
export const LlmProviderCheck = z.object({
  status: z.enum(['ok', 'key_rejected', 'unreachable', 'failed']),
  /** One sentence for a person. */
  detail: z.string(),
  /** The names that the provider lists, in its order. Empty unless `ok`. */
  models: z.array(z.string()),
});
export type LlmProviderCheck = z.infer<typeof LlmProviderCheck>;

/** US dollars per million tokens, before the surcharges of some vendors for long prompts. */
export const TokenPrices = z.object({
  input: z.number().nonnegative().optional(),
  output: z.number().nonnegative().optional(),
  cache_read: z.number().nonnegative().optional(),
  cache_creation: z.number().nonnegative().optional(),
});
export type TokenPrices = z.infer<typeof TokenPrices>;

/** The facts of public catalogs about a model. A field is absent if they do not state it. */
export const LlmModelProfile = z.object({
  context_window_tokens: z.int().positive().optional(),
  max_output_tokens: z.int().positive().optional(),
  input_modalities: z.array(z.string()).optional(),
  output_modalities: z.array(z.string()).optional(),
  reasoning_efforts: z.array(ReasoningEffort).optional(),
  prices_per_million: TokenPrices.optional(),
});
export type LlmModelProfile = z.infer<typeof LlmModelProfile>;

/** Facts about a model that were configured by hand. They take precedence over the catalogs. */
const BY_HAND = {
  context_window_tokens: z.int().positive().max(100_000_000).nullable().optional(),
  max_output_tokens: z.int().positive().max(100_000_000).nullable().optional(),
  prices_per_million: TokenPrices.strict().nullable().optional(),
  /** Replaces all configured switches, and forgets what the model has refused. `null`: the provider's switches apply. */
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
  /** Configured by hand. If absent, the profile applies. */
  context_window_tokens: z.int().positive().optional(),
  max_output_tokens: z.int().positive().optional(),
  prices_per_million: TokenPrices.optional(),
  /** Configured by hand. It takes precedence over the provider's switches. */
  compat: ModelCompat.optional(),
  /** Parameters that the model has refused by name, and that requests have left out since then. */
  refused_parameters: z.array(OptionalParameter).optional(),
  /** Absent for a model that no catalog contains and that has no configured facts. */
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

/** A merge patch (RFC 7396). `is_default: true` makes this model the default in place of another one. */
export const UpdateLlmModelRequest = z.strictObject({
  display_name: Name.optional(),
  is_default: z.boolean().optional(),
  status: z.enum(['active', 'disabled']).optional(),
  ...BY_HAND,
});
export type UpdateLlmModelRequest = z.infer<typeof UpdateLlmModelRequest>;
