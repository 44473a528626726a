import { omitUndefined } from '@everruns/kernel';
import type { LlmModel } from '@everruns/schemas';
import { profileOf } from './model-info.ts';

/** Returns the model as the API shows it. The profile is computed at each read; values that were set by hand win over the catalog's. */
export function withProfile(model: LlmModel): LlmModel {
  const listed = profileOf({ provider_type: model.provider_type, model: model.model_id });
  const { context_window_tokens, max_output_tokens, prices_per_million } = model;
  const profile = {
    ...listed,
    ...omitUndefined({ context_window_tokens, max_output_tokens, prices_per_million }),
  };
  return Object.keys(profile).length === 0 ? model : { ...model, profile };
}
