import type { Evidence, EventRow, UsageRow } from './evidence.ts';
import type { Violation } from './violation.ts';

/** Dollars are counted in whole units of this fraction, so that sums are exact. */
const PARTS_OF_A_DOLLAR = 1e10;

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
  const sum = new Map<string, number>();
  for (const { data } of generations) {
    const usage: UsageRow = data['usage'] ?? {};
    for (const [field, count = 0] of Object.entries(usage)) sum.set(field, (sum.get(field) ?? 0) + whole(field, count));
  }
  const fields = new Set([...Object.keys(told), ...sum.keys()]);
  return [...fields].flatMap((field) => {
    const [is, was] = [whole(field, told[field] ?? 0), sum.get(field) ?? 0];
    return is === was ? [] : [`counts ${is} ${field}, its generations ${was}`];
  });
}

function whole(field: string, count: number): number {
  return field === 'cost_usd' ? Math.round(count * PARTS_OF_A_DOLLAR) : count;
}
