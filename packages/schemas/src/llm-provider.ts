import { z } from 'zod';
import { LlmModelId, LlmProviderId } from './ids.ts';
import { boundedText } from './text.ts';

export const LlmProviderType = z.enum(['openai', 'openai_compatible', 'azure_openai', 'anthropic', 'llmsim']);
export type LlmProviderType = z.infer<typeof LlmProviderType>;

export const LlmProvider = z.object({
  id: LlmProviderId,
  name: z.string(),
  provider_type: LlmProviderType,
  base_url: z.string().optional(),
  api_key_set: z.boolean(),
  status: z.enum(['active', 'disabled']),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type LlmProvider = z.infer<typeof LlmProvider>;

export const CreateLlmProviderRequest = z.strictObject({
  name: boundedText(256, 1),
  provider_type: LlmProviderType,
  base_url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
  api_key: boundedText(4096, 1).optional(),
});
export type CreateLlmProviderRequest = z.infer<typeof CreateLlmProviderRequest>;

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
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type LlmModel = z.infer<typeof LlmModel>;

export const CreateLlmModelRequest = z.strictObject({
  model_id: boundedText(256, 1),
  display_name: boundedText(256, 1).optional(),
  is_default: z.boolean().default(false),
});
export type CreateLlmModelRequest = z.infer<typeof CreateLlmModelRequest>;
