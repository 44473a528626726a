import { EventId, EverrunsError, type SessionId } from '@everruns/schemas';
import { findEphemeralSequence } from '../../events/ephemeral-id.ts';
import { sequenceInEventId } from '../../kernel/event-id.ts';
import { findLogPlace, type LogPlaceRow } from '../../repositories/events.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

export interface PlaceQuery {
  session_id: SessionId;
  /** An event's id, recorded or ephemeral, and the parameter that it came in; wins over `after_sequence`. */
  event: { id: string; parameter: string } | null;
  after_sequence: number | 'latest' | null;
}

export interface Place extends Omit<LogPlaceRow, 'event_sequence' | 'subject'> {
  /** The sequence up to which the reader has everything. */
  cursor: number;
}

/** Finds a reader's position in a session's log. Throws `not_found`, `invalid_event_id`, and `invalid_request` beyond the log's end. */
export async function findPlace({ db }: Pick<Services, 'db'>, ctx: RequestContext, query: PlaceQuery): Promise<Place> {
  const eventId = query.event === null ? null : parseEventId(query.event);
  const ephemeral = eventId === null ? null : findEphemeralSequence(eventId);
  const row = await findLogPlace(db, {
    org_id: ctx.org_id,
    session_id: query.session_id,
    event_id: ephemeral === null ? eventId : null,
    place: ephemeral === null && eventId !== null ? sequenceInEventId(eventId) : null,
  });
  if (row === null || !reachesSubject(ctx, row.subject)) throw notFound('session');
  const { event_sequence, subject: _subject, ...place } = row;
  if (query.event !== null) {
    const cursor = ephemeral ?? event_sequence;
    if (cursor === null || cursor > row.head) throw invalidEventId(query.event.parameter);
    return { ...place, cursor };
  }
  if (query.after_sequence === 'latest') return { ...place, cursor: row.head };
  const cursor = query.after_sequence ?? 0;
  if (cursor > row.head) throw beyondEnd(row.head);
  return { ...place, cursor };
}

function parseEventId(event: { id: string; parameter: string }): string {
  const parsed = EventId.safeParse(event.id);
  if (!parsed.success) throw invalidEventId(event.parameter);
  return parsed.data;
}

function invalidEventId(parameter: string): EverrunsError {
  const message = 'is not the id of an event of this session';
  return new EverrunsError('invalid_event_id', `${parameter} ${message}.`, {
    errors: [{ path: parameter, code: 'invalid_event_id', message }],
  });
}

function beyondEnd(head: number): EverrunsError {
  const message = `lies beyond the end of the log, which is ${head}`;
  return new EverrunsError('invalid_request', `after_sequence ${message}.`, {
    errors: [{ path: 'after_sequence', code: 'too_big', message, limit: head }],
  });
}
