import type { SessionId, TurnId } from '@everruns/schemas';
import { encodeEnvelope } from '../../events/encode.ts';
import { withholdWords } from '../../events/withhold-words.ts';
import type { EventTextRow } from '../../repositories/event-rows.ts';
import { listEventRows } from '../../repositories/events.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { findPlace } from './find-place.ts';
import { expandTypes } from './type-filter.ts';

export interface ListEventsQuery {
  session_id: SessionId;
  after_sequence: number | null;
  since_id: string | null;
  /** On its own it selects the page that ends just below it. */
  before_sequence: number | null;
  limit: number;
  types: readonly string[];
  turn_id: TurnId | null;
}

/**
 * Returns the JSON text `{data, has_more}` of one page, ascending. Stored JSON is passed on as text. Throws `not_found`,
 * `invalid_event_id`, `invalid_request`.
 */
export async function listEvents(
  deps: Pick<Services, 'db'>,
  ctx: RequestContext,
  input: ListEventsQuery,
): Promise<string> {
  const types = input.types.length === 0 ? null : [...expandTypes('types', input.types)];
  const { since_id, after_sequence, session_id } = input;
  const event = since_id === null ? null : { id: since_id, parameter: 'since_id' };
  const place = await findPlace(deps, ctx, { session_id, event, after_sequence });
  const isBackward = input.before_sequence !== null && after_sequence === null && since_id === null;
  const rows = await listEventRows(deps.db, {
    org_id: ctx.org_id,
    session_id,
    after_sequence: place.cursor,
    before_sequence: input.before_sequence === null ? null : Math.min(input.before_sequence, place.head + 1),
    types,
    turn_id: input.turn_id,
    direction: isBackward ? 'backward' : 'forward',
    limit: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  if (isBackward) page.reverse();
  const encode = ctx.may_write === true ? encodeEnvelope : encodeForReader;
  return `{"data":[${page.map(encode).join(',')}],"has_more":${rows.length > input.limit}}`;
}

function encodeForReader(row: EventTextRow): string {
  return withholdWords({ type: row.type, json: encodeEnvelope(row) });
}
