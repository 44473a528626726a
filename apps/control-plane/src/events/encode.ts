import type { Clock, Ids } from '@everruns/core/catalog';
import type { EphemeralDraft, EventId, SessionId, TurnId } from '@everruns/schemas';
import type { EventTextRow } from '../repositories/event-rows.ts';
import { makeEphemeralId } from './ephemeral-id.ts';
import type { HubItem, PublishedEvent } from './hub.ts';

/** Encodes the envelope on one line. Stored JSON is passed through: it is valid, so a line break can only lie between tokens. */
export function encodeEnvelope(row: Omit<EventTextRow, 'org_id' | 'turn_id'>): string {
  return (
    `{"id":"${row.id}","type":"${row.type}","ts":"${row.ts}","session_id":"${row.session_id}",` +
    `"sequence":${row.sequence},"context":${toOneLine(row.context)},"data":${toOneLine(row.data)}}`
  );
}

/** The form in which publish, list and replay hand an event on. Its ids come from our own columns. */
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

/** Where a frame belongs: `after` is the last recorded sequence that its readers have. */
export interface FramePlace {
  session_id: SessionId;
  turn_id: TurnId;
  after: number;
}

export type EncodeFrame = (place: FramePlace, draft: EphemeralDraft) => HubItem;

/** Makes frames. Their envelope has no sequence, because they are not in the log; their id holds the place instead. */
export function createFrameEncoder({ clock, ids }: { clock: Clock; ids: Ids }): EncodeFrame {
  return ({ session_id, turn_id, after }, draft) => {
    const id = makeEphemeralId(ids, after);
    const ts = new Date(clock.now()).toISOString();
    const json =
      `{"id":"${id}","type":"${draft.type}","ts":"${ts}","session_id":"${session_id}",` +
      `"context":{"turn_id":"${turn_id}"},"data":${JSON.stringify(draft.data)}}`;
    return { kind: 'frame', id, type: draft.type, json };
  };
}

function toOneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replaceAll(/[\r\n]/g, ' ') : json;
}
