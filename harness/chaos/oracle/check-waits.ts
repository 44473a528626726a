import type { Evidence, TurnRow, WaitRow } from './evidence.ts';
import type { Violation } from './violation.ts';

const LIVE = new Set(['running', 'waiting']);

/** What happened to the call of a wait. */
interface Call {
  turn: TurnRow | undefined;
  results: number;
  /** The arguments of its first `tool.started`; null if it never ran. */
  ran: unknown;
  /** The bodies of its side effects. */
  deeds: unknown[];
}

/**
 * I12: an open wait has a live turn. I13: a resolved wait leads to one result. I15: a call that was not approved never ran. I16: what ran is
 * what was approved.
 */
export function checkWaits(evidence: Evidence): Violation[] {
  const find = indexCalls(evidence);
  return evidence.waits.flatMap((wait) => {
    const call = find(wait);
    const found: Violation[] = [];
    const add = (invariant: Violation['invariant'], says: string): void => {
      const { id, kind, status, session_id, asked } = wait;
      found.push({ invariant, session_id, says: `${status} ${kind} ${id} of call ${asked.tool_call_id} ${says}` });
    };
    for (const says of checkOpen(wait, call)) add('I12', says);
    for (const says of checkResolved(wait, call)) add('I13', says);
    if (wait.kind !== 'approval') return found;
    if (wait.resolution?.decision !== 'approve' && (call.ran !== null || call.deeds.length > 0)) add('I15', 'ran');
    for (const says of checkApproved(wait, call)) add('I16', says);
    return found;
  });
}

function indexCalls({ turns, events, effects }: Evidence): (wait: WaitRow) => Call {
  const turnOf = new Map(turns.map((turn) => [turn.id, turn]));
  const results = Map.groupBy(
    events.filter(({ type }) => type === 'tool.completed'),
    ({ data }) => data['tool_call_id'],
  );
  const started = new Map<unknown, unknown>();
  for (const { type, data } of events) {
    const { tool_call }: { tool_call?: { id: string; arguments: unknown } } = data;
    if (type === 'tool.started' && tool_call !== undefined) started.set(tool_call.id, tool_call.arguments ?? {});
  }
  const deeds = Map.groupBy(effects, ({ call_id }) => call_id);
  return ({ turn_id, asked: { tool_call_id } }) => ({
    turn: turnOf.get(turn_id),
    results: results.get(tool_call_id)?.length ?? 0,
    ran: started.get(tool_call_id) ?? null,
    deeds: (deeds.get(tool_call_id) ?? []).map(({ body }) => body),
  });
}

function checkOpen({ status }: WaitRow, { turn, results }: Call): string[] {
  if (status !== 'open') return [];
  if (turn === undefined || !LIVE.has(turn.status)) return [`belongs to a turn that is ${turn?.status ?? 'gone'}`];
  return results > 0 ? ['is open, though the call has its result'] : [];
}

/** At rest nothing runs any more, so a turn that is still parked after its answer was never woken. */
function checkResolved({ status }: WaitRow, { results }: Call): string[] {
  if (status === 'open' || results === 1) return [];
  return [results === 0 ? 'led to no result: the wake was lost' : `led to ${results} results`];
}

function checkApproved({ asked, resolution }: WaitRow, { ran, deeds }: Call): string[] {
  if (resolution?.decision !== 'approve') return [];
  const approved = resolution.edited_arguments ?? asked.arguments;
  const found: string[] = [];
  if (ran !== null && toText(ran) !== toText(approved)) found.push(`ran with ${toText(ran)}, not ${toText(approved)}`);
  for (const deed of deeds) {
    const { label }: { label?: unknown } = deed ?? {};
    if (label !== approved['label']) found.push(`did ${toText(deed)}, not ${toText(approved)}`);
  }
  if (deeds.length > 1) found.push(`did it ${deeds.length} times`);
  return found;
}

/** JSON with sorted names: the order of names says nothing. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
