import { isMessageEventType, type Message, type SessionId, type TurnId } from '@everruns/schemas';

export interface RecordedEvent {
  session_id: string;
  sequence: number;
  id: string;
  type: string;
  /** RFC 3339. */
  ts: string;
  turn_id: string | null;
  data: unknown;
}

/** The message that an event holds, with its place in the log. A tool's result reads as a message with the event's id. */
export function toMessage(event: RecordedEvent): Message | null {
  if (!isMessageEventType(event.type)) return null;
  const data = event.data as { message?: Message; result?: Message['content'][number] };
  if (data.message !== undefined) return { ...data.message, sequence: event.sequence };
  if (data.result === undefined) return null;
  return {
    id: event.id as Message['id'],
    session_id: event.session_id as SessionId,
    ...(event.turn_id === null ? {} : { turn_id: event.turn_id as TurnId }),
    sequence: event.sequence,
    role: 'tool_result',
    content: [data.result],
    created_at: event.ts,
  };
}
