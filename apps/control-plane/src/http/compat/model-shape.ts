import { omitUndefined } from '@everruns/kernel';
import type { LlmModel } from '@everruns/schemas';
import type { Fields } from './fields.ts';

/** Converts a model to the original's format, with everything that is known about the model. */
export function toTheirModel(model: LlmModel): Fields {
  const { profile, ...rest } = model;
  return {
    ...rest,
    ...(profile === undefined ? {} : { profile: toTheirProfile(model, profile) }),
    enabled: model.status === 'active',
    healthy: model.status === 'active',
    is_favorite: false,
    source: 'manual',
  };
}

function toTheirProfile(model: LlmModel, profile: NonNullable<LlmModel['profile']>): Fields {
  const {
    input_modalities: input = ['text'],
    output_modalities: output = ['text'],
    reasoning_efforts: efforts,
  } = profile;
  const { context_window_tokens: context, max_output_tokens: limit, prices_per_million: prices } = profile;
  return {
    name: toTheirName(model.model_id),
    family: model.model_id,
    attachment: input.includes('image'),
    reasoning: efforts !== undefined && efforts.length > 0,
    temperature: efforts === undefined,
    tool_call: true,
    structured_output: true,
    open_weights: false,
    modalities: { input: input.filter(isModality), output: output.filter(isModality) },
    ...(prices?.input === undefined || prices.output === undefined
      ? {}
      : {
          cost: {
            input: prices.input,
            output: prices.output,
            ...omitUndefined({ cache_read: prices.cache_read }),
          },
        }),
    ...(context === undefined || limit === undefined ? {} : { limits: { context, output: limit } }),
    ...(efforts?.[0] === undefined
      ? {}
      : { reasoning_effort: { values: efforts.map(toEffort), default: middleOf(efforts) } }),
  };
}

const MODALITIES = new Set(['text', 'image', 'audio', 'video']);

function isModality(name: string): boolean {
  return MODALITIES.has(name);
}

/** `gpt-4o` is displayed as GPT-4o. */
function toTheirName(modelId: string): string {
  return modelId.replace(/^gpt-/, 'GPT-');
}

function toEffort(value: string): Fields {
  return { value, name: value.charAt(0).toUpperCase() + value.slice(1) };
}

function middleOf(efforts: readonly string[]): string | undefined {
  return efforts.includes('medium') ? 'medium' : efforts[0];
}
