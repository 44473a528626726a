import { runSql, type Database } from '../db/database.ts';
import { encodeEnvelope } from '../events/encode.ts';
import type { PublishedEvent } from '../events/hub.ts';
import { TURN_ENDS } from '../events/turn-ends.ts';
import { listEventRows } from '../repositories/events.ts';
import { parseRecorded, type TurnRecord } from './turn-spans.ts';

const TYPES = ['input.message', 'turn.started', 'llm.generation', 'tool.started', 'tool.completed', ...TURN_ENDS];

const AGENT = `select a.id, a.name from sessions s join agents a on a.org_id = s.org_id and a.id = s.agent_id
  where s.org_id = $1 and s.id = $2`;

/** A message that waited in the queue. Its trace is in the event of its arrival. */
const QUEUED = `select context ->> 'traceparent' as traceparent from events
  where org_id = $1 and session_id = $2 and chunk < $3 and type = 'input.message.queued'
    and data -> 'message' ->> 'id' = $4
  order by chunk desc, sequence desc limit 1`;

/** Loads a turn that has ended, with the trace of its message. Returns null if it was erased in the meantime. */
export async function loadTurn(
  db: Database,
  { org_id, session_id, turn_id }: PublishedEvent,
): Promise<{ record: TurnRecord; traceparent: string | null } | null> {
  if (turn_id === null) return null;
  const rows = await listEventRows(db, {
    org_id,
    session_id,
    turn_id,
    types: TYPES,
    after_sequence: 0,
    before_sequence: null,
    direction: 'forward',
    limit: Number.MAX_SAFE_INTEGER,
  });
  const [agent] = await runSql<{ id: string; name: string }>(db, AGENT, [org_id, session_id]);
  const events = rows.map((row) => parseRecorded(JSON.parse(encodeEnvelope(row))));
  if (agent === undefined || events.length === 0) return null;
  const input = events.find((event) => event.type === 'input.message');
  const record = { org_id, session_id, turn_id, agent_id: agent.id, agent_name: agent.name, events };
  if (input === undefined) return { record, traceparent: null };
  const own = input.context.traceparent;
  if (own !== undefined) return { record, traceparent: own };
  const place = [org_id, session_id, input.sequence, input.data.message.id];
  const [queued] = await runSql<{ traceparent: string | null }>(db, QUEUED, place);
  return { record, traceparent: queued?.traceparent ?? null };
}
