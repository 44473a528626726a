import type { EphemeralDraft, EventId, SessionId, TurnId } from '@everruns/schemas';
import type { EventTextRow } from '../repositories/events.ts';
import type { PublishedEvent } from './hub.ts';

/** The envelope on one line. Stored JSON is passed through: it is valid, and a line break can only lie between its tokens. */
export function encodeEnvelope(row: Omit<EventTextRow, 'org_id' | 'turn_id'>): string {
  return (
    `{"id":"${row.id}","type":"${row.type}","ts":"${row.ts}","session_id":"${row.session_id}",` +
    `"sequence":${row.sequence},"context":${toOneLine(row.context)},"data":${toOneLine(row.data)}}`
  );
}

/** What publish, list and replay hand on: ids come from our own columns. */
export function toPublishedEvent(row: EventTextRow): PublishedEvent {
  return {
    org_id: row.org_id,
    session_id: row.session_id as SessionId,
    sequence: row.sequence,
    id: row.id as EventId,
    type: row.type,
    turn_id: row.turn_id as TurnId | null,
    json: encodeEnvelope(row),
  };
}

export interface FramePlace {
  id: string;
  ts: string;
  session_id: SessionId;
  turn_id: TurnId;
}

/** A frame's envelope: no sequence, because it is not in the log. */
export function encodeFrame(place: FramePlace, draft: EphemeralDraft): string {
  return (
    `{"id":"${place.id}","type":"${draft.type}","ts":"${place.ts}","session_id":"${place.session_id}",` +
    `"context":{"turn_id":"${place.turn_id}"},"data":${JSON.stringify(draft.data)}}`
  );
}

function toOneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replaceAll(/[\r\n]/g, ' ') : json;
}
