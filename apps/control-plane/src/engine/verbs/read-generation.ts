import { repairMessages, toContextMessages } from '@everruns/core/catalog';
import { EventId, RECORDED_EVENTS, type GenerationRef, type Message, type RecordedEventData } from '@everruns/schemas';
import type { SessionId, ToldState, TurnId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { eventIdIn, sequenceInEventId } from '../../kernel/event-id.ts';
import { notFound } from '../../kernel/not-found.ts';
import { readOne } from '../../kernel/read-rows.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { findLogPlace } from '../../repositories/events.ts';
import { loadMessagesAt, withoutContinuation } from '../statements/load.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

export interface ReadGenerationInput {
  session_id: SessionId;
  generation: GenerationRef;
}

/** A generation of a log, with what its model read of the log. */
export interface Generation {
  event_id: EventId;
  sequence: number;
  turn_id: TurnId | null;
  created_at: string;
  /** The agent's version in that turn. */
  agent_version: number | null;
  data: RecordedEventData<'llm.generation'>;
}

export interface Told {
  message: Message;
  state: ToldState;
}

interface GenerationRow {
  sequence: number;
  chunk: number;
  chunk_id: string;
  turn_id: TurnId | null;
  ts: Date;
  data: unknown;
  agent_version: number | null;
}

const GENERATION = `select e.sequence, e.chunk, e.chunk_id, e.turn_id, e.ts, e.data,
    (select t.agent_version from turns t where t.org_id = $1 and t.id = e.turn_id) as agent_version
  from events e where e.org_id = $1 and e.session_id = $2 and e.has_generation and e.type = 'llm.generation'`;
const AT = `${GENERATION} and e.chunk >= $3 and e.sequence = $3 order by e.chunk limit 1`;
const LATEST = `${GENERATION} order by e.chunk desc, e.sequence desc limit 1`;

/** Finds a generation in the log of a session. Throws `not_found`. */
export async function readGeneration(
  { db }: Pick<EngineDeps, 'db'>,
  ctx: RequestContext,
  { session_id, generation }: ReadGenerationInput,
): Promise<Generation> {
  const isId = generation.includes('-');
  const event_id = isId ? generation.toLowerCase() : null;
  const query = { org_id: ctx.org_id, session_id, event_id, place: isId ? sequenceInEventId(generation) : null };
  const place = await findLogPlace(db, query);
  if (place === null || !reachesSubject(ctx, place.subject)) throw notFound('session');
  const sequence = isId ? place.event_sequence : Number(generation);
  const [row] =
    generation === 'latest'
      ? await runSql<GenerationRow>(db, LATEST, [ctx.org_id, session_id])
      : await runSql<GenerationRow>(db, AT, [ctx.org_id, session_id, sequence]);
  if (row === undefined) throw notFound('generation');
  return toGeneration(row);
}

function toGeneration(row: GenerationRow): Generation {
  const { sequence, turn_id, agent_version } = row;
  return {
    event_id: EventId.parse(eventIdIn({ id: row.chunk_id, sequence: row.chunk }, sequence)),
    sequence,
    turn_id,
    agent_version,
    created_at: row.ts.toISOString(),
    data: readOne('generation', row.data, (data) => RECORDED_EVENTS['llm.generation'].parse(data)),
  };
}

const EXCLUDED_SINCE = `select distinct place::bigint as place from events
  cross join lateral json_array_elements_text(data -> 'sequences') as place
  where org_id = $1 and session_id = $2 and has_edit and type = 'message.excluded' and chunk > $3 and sequence > $3`;

/** What the model of a generation read of the log, in the order in which it read it, and what was excluded before. */
export async function readTold(
  { db }: Pick<EngineDeps, 'db'>,
  ctx: RequestContext,
  { session_id, generation }: { session_id: SessionId; generation: Generation },
): Promise<Told[]> {
  const { sequence, data } = generation;
  const { messages_through_sequence: through, tools } = data.request;
  const log = await loadMessagesAt(db, { org_id: ctx.org_id, id: session_id }, { sequence, through });
  const since = await runSql<{ place: number }>(db, EXCLUDED_SINCE, [ctx.org_id, session_id, sequence]);
  const excludedSince = new Set(since.map(({ place }) => place));
  const told = repairMessages(toContextMessages(log), { tools: new Set(tools) });
  const read = told.flatMap((message): Told[] => {
    if (message.edit !== undefined) return [];
    const state = excludedSince.has(message.sequence ?? 0) ? 'excluded_since' : 'read';
    return [{ message: withoutContinuation(message), state }];
  });
  return inOrder([...read, ...listExcluded(log)]);
}

function listExcluded(log: readonly Message[]): Told[] {
  const excluded = new Set(log.flatMap(({ edit }) => edit?.excluded_sequences ?? []));
  return log.flatMap((message): Told[] => {
    const isOut = message.compaction === undefined && excluded.has(message.sequence ?? 0);
    return isOut ? [{ message: withoutContinuation(message), state: 'excluded' }] : [];
  });
}

/** A summary comes before what it does not cover, although it was written later. */
function inOrder(told: readonly Told[]): Told[] {
  const placeOf = ({ message }: Told): number => (message.compaction === undefined ? (message.sequence ?? 0) : 0);
  return told.toSorted((left, right) => placeOf(left) - placeOf(right));
}
