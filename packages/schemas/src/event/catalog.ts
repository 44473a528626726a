import { z } from 'zod';
import { approvalEvents } from './approval.ts';
import { attemptEvents } from './attempt.ts';
import { contextEvents } from './context.ts';
import { feedbackEvents } from './feedback.ts';
import { historyEvents } from './history.ts';
import { mcpEvents } from './mcp.ts';
import { ephemeralMessageEvents, messageEvents } from './message.ts';
import { reasonEvents } from './reason.ts';
import { sessionEvents } from './session.ts';
import { subagentEvents } from './subagent.ts';
import { toolEvents } from './tool.ts';
import { turnEvents } from './turn.ts';

/** The data schema of every recorded event type. Changes are additive, because old logs must stay readable forever. */
export const RECORDED_EVENTS = {
  ...sessionEvents,
  ...messageEvents,
  ...turnEvents,
  ...attemptEvents,
  ...reasonEvents,
  ...contextEvents,
  ...historyEvents,
  ...toolEvents,
  ...approvalEvents,
  ...mcpEvents,
  ...subagentEvents,
  ...feedbackEvents,
} as const;
/** The data schema of every frame. Frames are streamed but never stored. The wire contract calls them ephemeral events. */
export const EPHEMERAL_EVENTS = ephemeralMessageEvents;

export type RecordedEventType = keyof typeof RECORDED_EVENTS;
export type EphemeralEventType = keyof typeof EPHEMERAL_EVENTS;

export type RecordedEventData<T extends RecordedEventType> = z.infer<(typeof RECORDED_EVENTS)[T]>;
export type EphemeralEventData<T extends EphemeralEventType> = z.infer<(typeof EPHEMERAL_EVENTS)[T]>;

/** An event to which the log has not yet assigned an id, a time and a sequence. */
export type EventDraft = { [T in RecordedEventType]: { type: T; data: RecordedEventData<T> } }[RecordedEventType];
export type EphemeralDraft = {
  [T in EphemeralEventType]: { type: T; data: EphemeralEventData<T> };
}[EphemeralEventType];

/** The event types from which a model's view of the conversation is built. */
export const MESSAGE_EVENT_TYPES = [
  'input.message',
  'output.message.completed',
  'tool.completed',
  'context.compacted',
  'history.repaired',
  'message.excluded',
] as const;
export type MessageEventType = (typeof MESSAGE_EVENT_TYPES)[number];

export function isRecordedEventType(type: string): type is RecordedEventType {
  return Object.hasOwn(RECORDED_EVENTS, type);
}

export function isEphemeralEventType(type: string): type is EphemeralEventType {
  return Object.hasOwn(EPHEMERAL_EVENTS, type);
}

export function isMessageEventType(type: string): type is MessageEventType {
  return (MESSAGE_EVENT_TYPES as readonly string[]).includes(type);
}
