import type { SessionId } from '@everruns/schemas';
import { endOfChunk } from '../db/chunk-at.ts';
import { runSql, type Database } from '../db/database.ts';
import { eventIdIn } from '../kernel/event-id.ts';

/** An event of the log. Its JSON is the stored text. */
export interface EventTextRow {
  org_id: string;
  session_id: string;
  sequence: number;
  id: string;
  type: string;
  /** ISO 8601 with milliseconds. */
  ts: string;
  turn_id: string | null;
  context: string;
  data: string;
}

/** Lists in columns are joined by line breaks, which `JSON.stringify` never writes. */
interface ChunkRow {
  org_id: string;
  session_id: string;
  sequence: number;
  id: string;
  ts: string;
  turn_id: string | null;
  count: number;
  types: string;
  places: string;
  contexts: string;
  data: string;
}

export const ISO_TS = `to_char(ts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ts`;

const list = (column: string): string => `array_to_string(${column}, E'\\n') as ${column}`;

/** Chunks are taken apart here, at a fifth of what the view costs PostgreSQL. */
const READ = `select org_id, session_id, sequence, id, ${ISO_TS}, turn_id, cardinality(types) as count,
    ${list('types')}, ${list('places')}, ${list('contexts')}, ${list('data')}
  from log_chunks where session_id = $1 and sequence > $2 and sequence <= ${endOfChunk('$1', '$3')}
    and ($4::uuid is null or org_id = $4) order by sequence`;

export interface LogRange {
  /** Null if the session was found for its organization before. */
  org_id: string | null;
  session_id: SessionId;
  after: number;
  /** Inclusive. */
  through: number;
}

/** Reads the events of a part of the log, ascending. Sequences are dense, so a part has a known length. */
export async function readLogRange(
  db: Database,
  { org_id, session_id, after, through }: LogRange,
): Promise<EventTextRow[]> {
  if (through <= after) return [];
  const chunks = await runSql<ChunkRow>(db, READ, [session_id, after, through, org_id]);
  const rows = chunks.flatMap(toRows);
  return rows.filter(({ sequence }) => sequence > after && sequence <= through);
}

function toRows(chunk: ChunkRow): EventTextRow[] {
  // Older releases stored foreign JSON as it was, line breaks and all, one event a chunk.
  const split = (text: string): string[] => (chunk.count === 1 ? [text] : text.split('\n'));
  const [types, places, data] = [split(chunk.types), split(chunk.places), split(chunk.data)];
  const contexts = split(chunk.contexts);
  const { org_id, session_id, ts } = chunk;
  return types.map((type, index) => {
    const sequence = chunk.sequence - chunk.count + index + 1;
    const place = Number(places[index]);
    return {
      org_id,
      session_id,
      sequence,
      id: eventIdIn(chunk, sequence),
      type,
      ts,
      turn_id: place === 0 ? null : chunk.turn_id,
      context: place === 0 ? '{}' : (contexts[place - 1] ?? '{}'),
      data: asShown({ session_id, type, data: data[index] ?? '{}' }),
    };
  });
}

const WITH_MESSAGE: ReadonlySet<string> = new Set([
  'input.message',
  'input.message.queued',
  'input.message.updated',
  'output.message.completed',
  'context.compacted',
]);

/** A fork shows the messages that it has of other sessions as its own. The stored text of all other events is returned as it is. */
export function asShown({ session_id, type, data }: Pick<EventTextRow, 'session_id' | 'type' | 'data'>): string {
  if (!WITH_MESSAGE.has(type) || data.includes(`"session_id":"${session_id}"`)) return data;
  try {
    // Whatever a log holds, only a message that names a session is shown otherwise.
    const parsed = JSON.parse(data) as { message?: { session_id?: unknown } };
    if (typeof parsed.message?.session_id !== 'string') return data;
    return JSON.stringify({ ...parsed, message: { ...parsed.message, session_id } });
  } catch {
    return data;
  }
}
