import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I4, for models: a turn falls back once at most, and afterwards all its generations use the other model. */
export function checkFallbacks({ events }: Evidence): Violation[] {
  const ofTurns = Map.groupBy(events, ({ turn_id }) => turn_id);
  return [...ofTurns].flatMap(([turnId, log]): Violation[] => {
    const [fallback, ...more] = log.filter(({ type }) => type === 'reason.fallback');
    if (turnId === null || fallback === undefined) return [];
    const { to }: { to?: { model?: string } } = fallback.data;
    const later = log.filter(({ type, sequence }) => type === 'llm.generation' && sequence > fallback.sequence);
    const foreign = later.find(({ data }) => data['model'] !== to?.model);
    const found = [
      ...(more.length > 0 ? [`turn ${turnId} fell back ${more.length + 1} times`] : []),
      ...(foreign === undefined
        ? []
        : [`turn ${turnId} fell back to ${to?.model}, and ${String(foreign.data['model'])} answered later`]),
    ];
    return found.map((says) => ({ invariant: 'I4', session_id: fallback.session_id, says }));
  });
}
