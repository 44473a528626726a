import type { Evidence, EventRow, Transcript } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I4: the sequences of the log are dense from 1 to n without duplicates, and every reader saw exactly this log, complete. */
export function checkDenseLog({ sessions, events, transcripts }: Evidence): Violation[] {
  const logs = Map.groupBy(events, (event) => event.session_id);
  const ofLogs = sessions.flatMap((session) => {
    const log = logs.get(session.id) ?? [];
    const found: string[] = [];
    const hole = log.findIndex((event, index) => event.sequence !== index + 1);
    if (hole >= 0) found.push(`the log has ${log[hole]?.sequence} where ${hole + 1} belongs`);
    if (new Set(log.map((event) => event.id)).size !== log.length) found.push('an event id is in the log twice');
    const doubled = findDoubled(log);
    if (doubled !== undefined) found.push(`${doubled} is recorded twice`);
    if (session.next_sequence !== log.length + 1)
      found.push(`the next sequence is ${session.next_sequence} after ${log.length} events`);
    return found.map((says): Violation => ({ invariant: 'I4', session_id: session.id, says }));
  });
  return [
    ...ofLogs,
    ...transcripts.flatMap((transcript) => checkReader(transcript, logs.get(transcript.session_id) ?? [])),
  ];
}

/** Finds an event that a turn records only once: recorded again under another sequence, it is a duplicate in a dense log. */
function findDoubled(log: readonly EventRow[]): string | undefined {
  const seen = new Set<string>();
  for (const event of log) {
    const identity = identityOf(event);
    if (identity === undefined) continue;
    if (seen.has(identity)) return identity;
    seen.add(identity);
  }
  return undefined;
}

function identityOf({ type, turn_id, data }: EventRow): string | undefined {
  const fields: {
    message_id?: string;
    message?: { id?: string };
    iteration?: number;
    tool_call?: { id?: string };
    warnings?: string[];
  } = data;
  switch (type) {
    case 'turn.started':
      return `${type} of ${turn_id}`;
    case 'reason.started':
    case 'reason.completed':
    case 'act.started':
    case 'act.completed':
      return `${type} ${fields.iteration} of ${turn_id}`;
    case 'llm.generation':
      // An answer that was asked for early and given up is recorded for its cost, beside the one in its place.
      if (fields.warnings?.some((warning) => warning.startsWith('This answer was given up:'))) return undefined;
      return `${type} ${fields.message_id}`;
    case 'output.message.started':
    case 'output.message.completed':
    case 'context.compacted':
      return `${type} ${fields.message_id ?? fields.message?.id}`;
    case 'tool.started':
      return `${type} ${fields.tool_call?.id}`;
    default:
      return undefined;
  }
}

function checkReader({ reader, session_id, events }: Transcript, log: readonly EventRow[]): Violation[] {
  const differs = Array.from({ length: Math.max(log.length, events.length) }, (_, index) => index).find(
    (index) => !isSame(events[index], log[index]),
  );
  if (differs === undefined) return [];
  const saw = events[differs] === undefined ? 'nothing more' : `${events[differs].type} (${events[differs].sequence})`;
  const stands = log[differs] === undefined ? 'nothing more' : `${log[differs].type} (${log[differs].sequence})`;
  const says = `reader ${reader} saw ${saw} at place ${differs + 1}, where the log has ${stands}`;
  return [{ invariant: 'I4', session_id, says }];
}

function isSame(seen: Transcript['events'][number] | undefined, stored: EventRow | undefined): boolean {
  if (seen === undefined || stored === undefined) return false;
  const fields = (event: { id: string; sequence: number; type: string; data: unknown }) =>
    JSON.stringify([event.id, event.sequence, event.type, event.data]);
  return fields(seen) === fields(stored);
}
