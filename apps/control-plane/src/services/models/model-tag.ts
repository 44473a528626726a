import type { LlmModel } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Tags what a person can change, not the fields of the provider and the catalog. */
export function modelTag(model: LlmModel): string {
  const { display_name, is_default, status, updated_at, compat, context_window_tokens, max_output_tokens } = model;
  const byHand = JSON.stringify([compat, context_window_tokens, max_output_tokens, model.prices_per_million]);
  return entityTagOf(display_name, is_default, status, byHand, updated_at);
}
