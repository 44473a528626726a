import { terminalStatusOf, type EventRow, type Evidence, type SessionRow } from './evidence.ts';
import type { Violation } from './violation.ts';

const ACTIVE = new Set(['running', 'waiting']);

/** I7: no session is active without an active turn, no two turns share its slot, and all transitions are legal. */
export function checkSessionStates(evidence: Evidence): Violation[] {
  const logs = Map.groupBy(evidence.events, (event) => event.session_id);
  return evidence.sessions.flatMap((session) => {
    const log = logs.get(session.id) ?? [];
    return [
      ...checkRow(session, evidence),
      ...checkTurnEdges(log),
      ...checkOverlap(log),
      ...checkSessionEdges(log),
    ].map((says): Violation => ({ invariant: 'I7', session_id: session.id, says }));
  });
}

function checkRow(session: SessionRow, { turns, inputs }: Evidence): string[] {
  const mine = turns.filter((turn) => turn.session_id === session.id);
  const active = mine.filter((turn) => ACTIVE.has(turn.status)).map((turn) => turn.id);
  const queued = mine.filter((turn) => turn.status === 'queued').length;
  const waiting = inputs.filter((input) => input.session_id === session.id);
  const steers = waiting.filter((input) => input.policy === 'steer').length;
  const found: string[] = [];
  const running = mine.filter((turn) => turn.status === 'running').map((turn) => turn.id);
  if (running.length > 0) found.push(`turn ${running.join(', ')} still runs in a session that should rest`);
  if (active.length > 1) found.push(`${active.length} turns are active`);
  if ((active[0] ?? null) !== session.active_turn_id)
    found.push(`its active turn is ${session.active_turn_id}, the turns say ${active[0] ?? 'none'}`);
  if ((session.status === 'idle') !== (active.length === 0))
    found.push(`it is ${session.status} with ${active.length} active turns`);
  if (queued > 0 && active.length === 0) found.push(`${queued} turns are queued behind nothing`);
  if (queued !== session.queued_count) found.push(`it counts ${session.queued_count} queued turns of ${queued}`);
  if (steers !== session.unread_input) found.push(`it counts ${session.unread_input} unread steers of ${steers}`);
  if (waiting.length - steers !== queued)
    found.push(`${waiting.length - steers} queued messages for ${queued} queued turns`);
  return found;
}

const EDGES: Record<string, { from: string[]; to: string }> = {
  'turn.started': { from: ['new'], to: 'running' },
  'turn.parked': { from: ['running'], to: 'waiting' },
  'turn.resumed': { from: ['waiting'], to: 'running' },
  'turn.completed': { from: ['running'], to: 'ended' },
  'turn.failed': { from: ['new', 'running', 'waiting'], to: 'ended' },
  'turn.canceled': { from: ['new', 'running', 'waiting'], to: 'ended' },
};

function checkTurnEdges(log: readonly EventRow[]): string[] {
  const found: string[] = [];
  for (const [turnId, events] of Map.groupBy(log, (event) => event.turn_id)) {
    if (turnId === null) continue;
    let state = 'new';
    for (const { type, sequence } of events) {
      const edge = EDGES[type];
      if (state === 'ended') found.push(`${type} (${sequence}) came after the end of turn ${turnId}`);
      else if (edge !== undefined && !edge.from.includes(state))
        found.push(`${type} (${sequence}) of turn ${turnId} while it was ${state}`);
      state = edge?.to ?? state;
    }
  }
  return found;
}

/** A turn has the slot from its message to its terminal event; a turn dropped from the queue has only the latter. */
function checkOverlap(log: readonly EventRow[]): string[] {
  const found: string[] = [];
  let holder: string | null = null;
  for (const event of log) {
    if (event.turn_id === null) continue;
    const isEnd = terminalStatusOf(event) !== undefined;
    if (holder !== null && event.turn_id !== holder && !isEnd)
      found.push(`${event.type} (${event.sequence}) of turn ${event.turn_id} while turn ${holder} held the slot`);
    if (!isEnd) holder ??= event.turn_id;
    else if (event.turn_id === holder) holder = null;
  }
  return found;
}

function checkSessionEdges(log: readonly EventRow[]): string[] {
  const changes = log.filter(({ type }) => type === 'session.activated' || type === 'session.idled');
  return changes.flatMap(({ type, sequence }, index) => {
    const wanted = index % 2 === 0 ? 'session.activated' : 'session.idled';
    return type === wanted ? [] : [`${type} (${sequence}) where ${wanted} belongs`];
  });
}
