import { areSiblingIds } from '../../kernel/event-id.ts';
import type { AppendedEvent } from './to-message.ts';

/** A row of `event_chunks`: consecutive events of one decision, at most one turn's. */
export interface EventChunk {
  org_id: string;
  session_id: string;
  /** The sequence and the id of its last event. */
  sequence: number;
  id: string;
  /** RFC 3339. */
  ts: string;
  turn_id: string | null;
  types: string[];
  /** Each context once, as JSON. */
  contexts: string[];
  /** For each event the place of its context, from 1; 0 for an event without one, which is of no turn. */
  places: number[];
  /** JSON. */
  data: string[];
  has_generation: boolean;
  has_edit: boolean;
}

const FULL_CHARACTERS = 16 * 1024;
const NO_CONTEXT = '{}';
const EDITS: ReadonlySet<string> = new Set(['context.compacted', 'history.repaired', 'message.excluded']);

/** Puts the events of a change, which are dense, into as few rows as possible. */
export function toChunks(events: readonly AppendedEvent[]): EventChunk[] {
  const chunks: EventChunk[] = [];
  let open: EventChunk | undefined;
  for (const event of events) {
    if (open === undefined || !belongsTo(open, event)) {
      open = openChunk(event);
      chunks.push(open);
    }
    add(open, event);
  }
  return chunks;
}

function openChunk({ org_id, session_id, sequence, id, ts, turn_id }: AppendedEvent): EventChunk {
  const lists = { types: [], contexts: [], places: [], data: [] };
  return { org_id, session_id, sequence, id, ts, turn_id, ...lists, has_generation: false, has_edit: false };
}

/** Decisions that are written together keep their own times. */
function belongsTo(chunk: EventChunk, event: AppendedEvent): boolean {
  if (event.ts !== chunk.ts || !areSiblingIds(event.id, chunk.id) || isFull(chunk, event)) return false;
  return isOfNoTurn(event) || event.turn_id === chunk.turn_id || chunk.contexts.length === 0;
}

/** Whoever reads one event of a chunk reads all of it, so only a single event is larger. */
const isFull = ({ data }: EventChunk, { data_json }: AppendedEvent): boolean =>
  data.reduce((sum, { length }) => sum + length, data_json.length) > FULL_CHARACTERS;

const isOfNoTurn = ({ turn_id, context_json }: AppendedEvent): boolean =>
  turn_id === null && context_json === NO_CONTEXT;

function add(chunk: EventChunk, event: AppendedEvent): void {
  chunk.sequence = event.sequence;
  chunk.id = event.id;
  chunk.types.push(event.type);
  chunk.data.push(event.data_json);
  chunk.places.push(isOfNoTurn(event) ? 0 : placeOf(chunk, event));
  if (event.type === 'llm.generation') chunk.has_generation = true;
  if (EDITS.has(event.type)) chunk.has_edit = true;
}

function placeOf(chunk: EventChunk, { turn_id, context_json }: AppendedEvent): number {
  chunk.turn_id = turn_id;
  const known = chunk.contexts.lastIndexOf(context_json);
  return known < 0 ? chunk.contexts.push(context_json) : known + 1;
}
