import { omitUndefined } from '@everruns/kernel';
import type { LlmModel } from '@everruns/schemas';
import { profileOf } from './model-info.ts';

/** The model as the API shows it. The profile is computed at each read: what was set by hand before what a catalog says. */
export function withProfile(model: LlmModel): LlmModel {
  const listed = profileOf({ provider_type: model.provider_type, model: model.model_id });
  const { context_window_tokens, max_output_tokens, prices_per_million } = model;
  const profile = {
    ...listed,
    ...omitUndefined({ context_window_tokens, max_output_tokens, prices_per_million }),
  };
  return Object.keys(profile).length === 0 ? model : { ...model, profile };
}
