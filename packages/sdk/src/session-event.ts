import type { components } from './gen/openapi.ts';

type Recorded = components['schemas']['RecordedEventData'];
type Ephemeral = components['schemas']['EphemeralEventData'];
type Envelope = Omit<components['schemas']['EventEnvelope'], 'type' | 'data' | 'sequence'>;

/** An event of the log. `sequence` is dense from 1 per session. */
export type RecordedEvent = {
  [Type in keyof Recorded]: Envelope & { type: Type; data: Recorded[Type]; sequence: number };
}[keyof Recorded];

/** A frame that is streamed but never stored. */
export type EphemeralEvent = {
  [Type in keyof Ephemeral]: Envelope & { type: Type; data: Ephemeral[Type]; sequence?: never };
}[keyof Ephemeral];

export type SessionEvent = RecordedEvent | EphemeralEvent;
export type EventType = SessionEvent['type'];
export type EventOf<Type extends EventType> = Extract<SessionEvent, { type: Type }>;
export type EventData<Type extends EventType> = EventOf<Type>['data'];
