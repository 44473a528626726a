import {
  isMessageEventType,
  type HistoryEdit,
  type ImagePart,
  type Message,
  type RecordedEventData,
  type SessionId,
  type TurnId,
  type OrganizationId,
} from '@everruns/schemas';

/** An event of the log, with its data. */
export interface LoggedEvent {
  session_id: SessionId;
  sequence: number;
  id: string;
  type: string;
  /** RFC 3339. */
  ts: string;
  turn_id: TurnId | null;
  data: unknown;
}

/** An event that a change appends to the log. */
export interface AppendedEvent extends LoggedEvent {
  org_id: OrganizationId;
  /** Encoded once, for the log and for its readers. */
  context_json: string;
  data_json: string;
}

/** Returns the message that an event holds, with its sequence. A tool's result or an edit becomes a message with the id of its event. */
export function toMessage(event: LoggedEvent): Message | null {
  if (!isMessageEventType(event.type)) return null;
  const data = event.data as { message?: Message; result?: Message['content'][number]; images?: ImagePart[] };
  // A fork has messages of other sessions as its own.
  if (data.message !== undefined) return { ...data.message, session_id: event.session_id, sequence: event.sequence };
  const edit = toEdit(event);
  if (edit !== null) return { ...placeOf(event), role: 'user', content: [], edit };
  if (data.result === undefined) return null;
  return { ...placeOf(event), role: 'tool_result', content: [data.result, ...(data.images ?? [])] };
}

function toEdit({ type, data }: LoggedEvent): HistoryEdit | null {
  switch (type) {
    case 'history.repaired': {
      const { what, through_sequence } = data as RecordedEventData<'history.repaired'>;
      return { repair: { what, through_sequence } };
    }
    case 'message.excluded':
      return { excluded_sequences: (data as RecordedEventData<'message.excluded'>).sequences };
    default:
      return null;
  }
}

function placeOf(event: LoggedEvent) {
  return {
    // The message has the id of its event.
    id: event.id as Message['id'],
    session_id: event.session_id,
    ...(event.turn_id === null ? {} : { turn_id: event.turn_id }),
    sequence: event.sequence,
    created_at: event.ts,
  };
}
