import type { ContentPart, Message, MessageId, RecordedEventData, RecordedEventType } from '@everruns/schemas';

const GONE = '[redacted]';

/** A message whose texts are erased, its place in the log, and its calls. */
export interface Redaction {
  message_id: MessageId;
  sequence: number;
  calls: ReadonlySet<string>;
}

/** Returns what is left of an event's data when the texts of a message are erased. Null: it has none of them. */
export function redactEvent(type: string, data: unknown, redaction: Redaction): unknown {
  const redact = REDACTIONS[type as RecordedEventType] as ((data: unknown, of: Redaction) => unknown) | undefined;
  return redact?.(data, redaction) ?? null;
}

type Redactions = {
  [Type in RecordedEventType]?: (data: RecordedEventData<Type>, of: Redaction) => RecordedEventData<Type> | null;
};

const REDACTIONS: Redactions = {
  'input.message': ofMessage,
  'input.message.queued': ofMessage,
  'input.message.updated': ofMessage,
  'output.message.completed': ({ parsed: _parsed, ...data }, of) => ofMessage(data, of),
  'llm.generation': ({ thinking: _thinking, searches: _searches, ...data }, { message_id }) =>
    data.message_id === message_id ? { ...data, output: redactContent(data.output) } : null,
  'tool.started': (data, { calls }) =>
    calls.has(data.tool_call.id) ? { ...data, tool_call: { ...data.tool_call, arguments: {} } } : null,
  'tool.call_requested': (data, { calls }) =>
    data.tool_calls.some(({ id }) => calls.has(id))
      ? { ...data, tool_calls: data.tool_calls.map((call) => (calls.has(call.id) ? { ...call, arguments: {} } : call)) }
      : null,
  'tool.completed': ({ images: _images, ...data }, { calls }) =>
    calls.has(data.tool_call_id) ? redactResult(data) : null,
  'approval.requested': ({ question: _question, connection: _connection, ...data }, { calls }) =>
    calls.has(data.tool_call_id) ? data : null,
  'approval.resolved': (
    { edited_arguments: _edited_arguments, answer: _answer, reason: _reason, ...data },
    { calls },
  ) => (calls.has(data.tool_call_id) ? data : null),
  'context.compacted': (data, { sequence }) =>
    covers(data.message, sequence)
      ? { ...data, message: { ...redactMessage(data.message), compaction: data.message.compaction } }
      : null,
  'feedback.given': ({ comment: _comment, ...data }, { message_id }) => (data.message_id === message_id ? data : null),
};

function ofMessage<Data extends { message: Message }>(data: Data, { message_id }: Redaction): Data | null {
  return data.message.id === message_id ? { ...data, message: redactMessage(data.message) } : null;
}

/** The message without anything that somebody said in it. */
export function redactMessage({
  metadata: _metadata,
  tags: _tags,
  continuation: _continuation,
  ...message
}: Message): Message {
  return { ...message, content: redactContent(message.content), redacted: true };
}

/** Calls stay, so that results have their places, and lose what they asked. */
function redactContent(content: readonly ContentPart[]): ContentPart[] {
  const calls = content.flatMap((part): ContentPart[] =>
    part.type === 'tool_call' ? [{ type: 'tool_call', id: part.id, name: part.name, arguments: {} }] : [],
  );
  return [{ type: 'text', text: GONE }, ...calls];
}

function redactResult(data: RecordedEventData<'tool.completed'>): RecordedEventData<'tool.completed'> {
  const { type, tool_call_id, error } = data.result;
  return { ...data, result: { type, tool_call_id, ...(error === undefined ? { result: GONE } : { error: GONE }) } };
}

/** Whether a summary stands for the place, so that it may quote what was said there. */
function covers({ compaction }: Message, sequence: number): boolean {
  return compaction !== undefined && sequence <= compaction.covered_through_sequence;
}
