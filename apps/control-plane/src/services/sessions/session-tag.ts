import type { Session } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Tags what a person can change, not what the agent's work changes, such as a title that nobody gave. */
export function sessionTag({ title, title_generated, tags, model_id, agent_label, controls }: Session): string {
  return entityTagOf(
    title_generated ? undefined : title,
    tags,
    model_id,
    controls,
    ...(agent_label === undefined ? [] : [agent_label]),
  );
}
