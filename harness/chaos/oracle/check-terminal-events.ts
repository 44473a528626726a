import { acceptedOf, messageIdOf, terminalStatusOf, type Evidence, type TurnRow } from './evidence.ts';
import type { Violation } from './violation.ts';

const BOUND_MS = 60_000;
const ENDED = new Set(['completed', 'failed', 'canceled']);

/** I3: every accepted message gets one terminal turn event in time, unless its turn is parked or queued behind a parked one. */
export function checkTerminalEvents(evidence: Evidence): Violation[] {
  const { events, turns, journal, lastFaultAt, restedAt } = evidence;
  const endings = Map.groupBy(
    events.filter((event) => terminalStatusOf(event) !== undefined),
    (event) => event.turn_id ?? '',
  );
  const parked = new Set(turns.filter((turn) => turn.status === 'waiting').map((turn) => turn.session_id));
  const ofTurn = turns.flatMap((turn) => checkTurn(turn, endings.get(turn.id) ?? []));
  const takenBy = new Map(
    events.filter((event) => event.type === 'input.message').map((event) => [messageIdOf(event), event.turn_id]),
  );
  const ofMessage = acceptedOf(journal).flatMap(({ session_id, message_id, at }): Violation[] => {
    const turnId = takenBy.get(message_id);
    if (turnId === undefined || turnId === null || parked.has(session_id)) return [];
    const [ending] = endings.get(turnId) ?? [];
    const says = `message ${message_id} of turn ${turnId}`;
    if (ending === undefined) return [{ invariant: 'I3', session_id, says: `${says} never came to an end` }];
    // The clock that wrote the end may have jumped, but at rest the event was there.
    const lateMs = Math.min(ending.at, restedAt) - Math.max(lastFaultAt, at) - BOUND_MS;
    if (lateMs <= 0) return [];
    return [{ invariant: 'I3', session_id, says: `${says} ended ${Math.round(lateMs)} ms too late`, is_late: true }];
  });
  return [...ofTurn, ...ofMessage];
}

function checkTurn(turn: TurnRow, endings: Evidence['events']): Violation[] {
  const statuses = endings.map(terminalStatusOf);
  const wanted = ENDED.has(turn.status) ? [turn.status] : [];
  if (JSON.stringify(statuses) === JSON.stringify(wanted)) return [];
  const says = `turn ${turn.id} is ${turn.status} and its terminal events are [${statuses.join(', ')}]`;
  return [{ invariant: 'I3', session_id: turn.session_id, says }];
}
