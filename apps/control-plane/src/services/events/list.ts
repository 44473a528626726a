import type { SessionId, TurnId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { encodeEnvelope } from '../../events/encode.ts';
import { withholdWords } from '../../events/withhold-words.ts';
import { listEventRows, type EventTextRow } from '../../repositories/events.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findPlace } from './find-place.ts';
import { expandTypes } from './type-filter.ts';

export interface ListEventsQuery {
  session_id: SessionId;
  after_sequence: number | null;
  since_id: string | null;
  /** Alone: the page that ends just below it. */
  before_sequence: number | null;
  limit: number;
  types: readonly string[];
  turn_id: TurnId | null;
}

/**
 * The JSON text `{data, has_more}` of one page, ascending. What is stored passes through as text. Throws `not_found`,
 * `invalid_event_id`, `invalid_request`.
 */
export async function listEvents(db: Database, ctx: RequestContext, query: ListEventsQuery): Promise<string> {
  const types = query.types.length === 0 ? null : [...expandTypes('types', query.types)];
  const { since_id, after_sequence, session_id } = query;
  const event = since_id === null ? null : { id: since_id, parameter: 'since_id' };
  const place = await findPlace(db, ctx, { session_id, event, after_sequence });
  const isBackward = query.before_sequence !== null && after_sequence === null && since_id === null;
  const rows = await listEventRows(db, {
    org_id: ctx.org_id,
    session_id,
    after_sequence: place.cursor,
    before_sequence: query.before_sequence,
    types,
    turn_id: query.turn_id,
    direction: isBackward ? 'backward' : 'forward',
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  if (isBackward) page.reverse();
  const encode = ctx.may_write === true ? encodeEnvelope : encodeForReader;
  return `{"data":[${page.map(encode).join(',')}],"has_more":${rows.length > query.limit}}`;
}

function encodeForReader(row: EventTextRow): string {
  return withholdWords({ type: row.type, json: encodeEnvelope(row) });
}
