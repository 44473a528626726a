import type { Session } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Tags what a person can change, not what the agent's work changes. */
export function sessionTag({ title, tags, model_id, controls }: Session): string {
  return entityTagOf(title, tags, model_id, controls);
}
