import type { Evidence } from './evidence.ts';
import { differencesOf, sumOf } from './sum-usage.ts';
import type { Violation } from './violation.ts';

const ENDED = new Set(['completed', 'failed', 'canceled']);

/**
 * I14: a call that waits has its sub-agent, and the end of that reaches it. I17: no sub-agent lives without its caller's open wait. I6: what
 * sub-agents have used counts once in the turn that waited for them.
 */
export function checkChildren(evidence: Evidence): Violation[] {
  return [...checkEnds(evidence), ...checkOrphans(evidence), ...checkShares(evidence)];
}

function checkEnds({ waits, children }: Evidence): Violation[] {
  const statuses = new Map(children.map(({ turn_id, status }) => [turn_id, status]));
  return waits.flatMap(({ id, kind, status, session_id, child_turn_id }): Violation[] => {
    if (kind !== 'subagent' || status !== 'open') return [];
    const ofChild = statuses.get(child_turn_id ?? '');
    if (ofChild !== undefined && !ENDED.has(ofChild)) return [];
    const what = ofChild === undefined ? 'was never started' : `is ${ofChild}, and the call never heard of it`;
    return [{ invariant: 'I14', session_id, says: `turn ${child_turn_id} of wait ${id} ${what}` }];
  });
}

function checkOrphans({ waits, children }: Evidence): Violation[] {
  const open = new Set(waits.filter(({ status }) => status === 'open').map(({ id }) => id));
  return children.flatMap(({ session_id, turn_id, status, parent_wait_id }): Violation[] => {
    // A person may have written to the session later: only the first turn is the caller's.
    const isCallers = waits.some((wait) => wait.id === parent_wait_id && wait.child_turn_id === turn_id);
    if (!isCallers || ENDED.has(status) || open.has(parent_wait_id)) return [];
    return [{ invariant: 'I17', session_id, says: `turn ${turn_id} is ${status}, and nobody waits for it` }];
  });
}

function checkShares({ waits, turns }: Evidence): Violation[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const heard = Map.groupBy(
    waits.filter(({ kind, status }) => kind === 'subagent' && status === 'resolved'),
    ({ turn_id }) => turn_id,
  );
  return turns.flatMap(({ id, session_id, children_usage }) => {
    const below = (heard.get(id) ?? []).flatMap(({ child_turn_id }) => byId.get(child_turn_id ?? '') ?? []);
    const used = sumOf(below.flatMap((turn) => [turn.usage, turn.children_usage ?? {}]));
    return differencesOf(children_usage ?? {}, used).map(({ field, told, was }): Violation => ({
      invariant: 'I6',
      session_id,
      says: `turn ${id} counts ${told} ${field} of its sub-agents, which used ${was}`,
    }));
  });
}
