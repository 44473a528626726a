import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

const ENDS = new Set(['turn.completed', 'turn.failed']);
/** After this long every replica knows of a new webhook. */
const KNOWN_AFTER_MS = 10_000;

/** I18: a webhook is told of each end of a turn that it wants to know, once. */
export function checkWebhooks({ webhooks, notices, events }: Evidence): Violation[] {
  const told = Map.groupBy(notices, ({ webhook_id, event, turn_id }) => `${webhook_id} ${event} ${turn_id}`);
  const ends = events.filter(({ type, turn_id }) => ENDS.has(type) && turn_id !== null);
  return webhooks.flatMap((webhook) =>
    ends.flatMap(({ type, turn_id, session_id, at }): Violation[] => {
      if (!webhook.events.includes(type) || at < webhook.created_at + KNOWN_AFTER_MS) return [];
      const times = told.get(`${webhook.id} ${type} ${turn_id}`)?.length ?? 0;
      if (times === 1) return [];
      return [
        {
          invariant: 'I18',
          session_id,
          says: `webhook ${webhook.id} was told ${times} times of ${type} of ${turn_id}`,
        },
      ];
    }),
  );
}
