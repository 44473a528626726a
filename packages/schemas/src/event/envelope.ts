import { z } from 'zod';
import { EventId, MessageId, SessionId, TurnId, ExecId } from '../ids.ts';
import { JsonObject } from '../json.ts';
import {
  EPHEMERAL_EVENTS,
  RECORDED_EVENTS,
  type EphemeralDraft,
  type EventDraft,
  isEphemeralEventType,
  isRecordedEventType,
} from './catalog.ts';

export const EventContext = z.object({
  turn_id: TurnId.optional(),
  input_message_id: MessageId.optional(),
  exec_id: ExecId.optional(),
  attempt: z.int().positive().optional(),
  parent_session_id: SessionId.optional(),
  /** The W3C Trace Context of the request that posted a message. The spans of its turn belong to that trace. */
  traceparent: z.string().optional(),
});
export type EventContext = z.infer<typeof EventContext>;

/** The envelope around `data`. `sequence` is dense from 1 per session. Frames, which are not recorded, have none. */
export const EventEnvelope = z.object({
  id: EventId,
  type: z.string(),
  ts: z.iso.datetime(),
  session_id: SessionId,
  sequence: z.int().positive().optional(),
  context: EventContext,
  data: JsonObject,
  metadata: JsonObject.optional(),
  tags: z.array(z.string()).optional(),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

type Enveloped<Draft> = Draft extends { type: infer T; data: infer D }
  ? Omit<EventEnvelope, 'type' | 'data'> & { type: T; data: D }
  : never;
export type RecordedEvent = Enveloped<EventDraft> & { sequence: number };
export type EphemeralEvent = Enveloped<EphemeralDraft>;
export type SessionEvent = RecordedEvent | EphemeralEvent;

/** Parses an envelope, and its data by the catalog. Throws `ZodError`, also for an unknown type. */
export function parseEvent(value: unknown): SessionEvent {
  const envelope = EventEnvelope.parse(value);
  if (isRecordedEventType(envelope.type)) {
    return { ...envelope, data: RECORDED_EVENTS[envelope.type].parse(envelope.data) } as SessionEvent;
  }
  if (isEphemeralEventType(envelope.type)) {
    return { ...envelope, data: EPHEMERAL_EVENTS[envelope.type].parse(envelope.data) } as SessionEvent;
  }
  throw new z.ZodError([
    { code: 'custom', path: ['type'], message: `unknown event type ${envelope.type}`, input: envelope.type },
  ]);
}
