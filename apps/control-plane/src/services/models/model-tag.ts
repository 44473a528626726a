import type { LlmModel } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Of what a person can change; the provider's own fields and the catalog leave it. */
export function modelTag({ display_name, is_default, status, updated_at }: LlmModel): string {
  return entityTagOf(display_name, is_default, status, updated_at);
}
