import type { Session } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Of what a person can change: the agent's own work leaves it. */
export function sessionTag({ title, tags, model_id }: Session): string {
  return entityTagOf(title, tags, model_id);
}
