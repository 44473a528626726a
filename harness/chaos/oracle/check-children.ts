import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

const ENDED = new Set(['completed', 'failed', 'canceled']);

/** I14: the end of a child reaches the call that waits for it. I17: no child lives without its parent's open wait. */
export function checkChildren({ waits, children }: Evidence): Violation[] {
  const statuses = new Map(children.map(({ turn_id, status }) => [turn_id, status]));
  const open = new Set(waits.filter(({ status }) => status === 'open').map(({ id }) => id));
  const unheard = waits.flatMap(({ id, session_id, child_turn_id }): Violation[] => {
    const status = statuses.get(child_turn_id ?? '');
    if (!open.has(id) || status === undefined || !ENDED.has(status)) return [];
    return [
      { invariant: 'I14', session_id, says: `turn ${child_turn_id} is ${status}, and wait ${id} never heard of it` },
    ];
  });
  const orphans = children.flatMap(({ session_id, turn_id, status, parent_wait_id }): Violation[] => {
    if (ENDED.has(status) || open.has(parent_wait_id)) return [];
    return [{ invariant: 'I17', session_id, says: `turn ${turn_id} is ${status}, and nobody waits for it` }];
  });
  return [...unheard, ...orphans];
}
