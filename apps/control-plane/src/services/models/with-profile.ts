import type { LlmModel } from '@everruns/schemas';
import { profileOf } from './model-info.ts';

/** The model as the API shows it. The profile is computed at each read, so that a new catalog needs no migration. */
export function withProfile(model: LlmModel): LlmModel {
  const profile = profileOf({ provider_type: model.provider_type, model: model.model_id });
  return profile === null ? model : { ...model, profile };
}
