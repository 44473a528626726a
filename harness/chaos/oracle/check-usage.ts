import type { Evidence, EventRow, UsageRow } from './evidence.ts';
import { differencesOf, sumOf } from './sum-usage.ts';
import type { Violation } from './violation.ts';

/** I6: the usage of a turn and of a session is the sum of its recorded generations. */
export function checkUsage({ sessions, turns, events }: Evidence): Violation[] {
  const generations = events.filter((event) => event.type === 'llm.generation');
  const ofTurns = Map.groupBy(generations, (event) => event.turn_id);
  const ofSessions = Map.groupBy(generations, (event) => event.session_id);
  const ofTurn = turns.flatMap(({ id, usage, session_id }) =>
    differences(usage, ofTurns.get(id)).map((says) => ({ session_id, says: `turn ${id} ${says}` })),
  );
  const ofSession = sessions.flatMap(({ id, usage }) =>
    differences(usage, ofSessions.get(id)).map((says) => ({ session_id: id, says: `the session ${says}` })),
  );
  return [...ofTurn, ...ofSession].map((found): Violation => ({ invariant: 'I6', ...found }));
}

function differences(told: UsageRow, generations: readonly EventRow[] = []): string[] {
  const usages = generations.map(({ data }): UsageRow => data['usage'] ?? {});
  return differencesOf(told, sumOf(usages)).map(
    ({ field, told: is, was }) => `counts ${is} ${field}, its generations ${was}`,
  );
}
