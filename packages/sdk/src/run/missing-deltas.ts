import type { ContentPart } from '../nouns.ts';
import type { EventOf, SessionEvent } from '../session-event.ts';

/**
 * Knows which message of a run has had deltas. A server streams them to those who read while the answer is made. An answer that was
 * recorded before the stream was open comes as one delta for each of its parts, so that the deltas of every message are its text.
 */
export class MissingDeltas {
  #messageId: string | null = null;

  /** Returns the deltas that belong before this event and were not sent. */
  before(event: SessionEvent): EventOf<'output.message.delta'>[] {
    if (event.type === 'output.message.delta') this.#messageId = event.data.message_id;
    if (event.type !== 'output.message.completed') return [];
    const { message } = event.data;
    if (message.id === this.#messageId) return [];
    return message.content.filter(isText).map(({ text }, part) => toDelta(event, { part, text }));
  }
}

type TextPart = Extract<ContentPart, { type: 'text' }>;

function isText(part: ContentPart): part is TextPart {
  return part.type === 'text' && part.text !== '';
}

function toDelta(
  { sequence: _sequence, ...event }: EventOf<'output.message.completed'>,
  { part, text }: { part: number; text: string },
): EventOf<'output.message.delta'> {
  const { id: message_id } = event.data.message;
  const { attempt = 1 } = event.context;
  return { ...event, type: 'output.message.delta', data: { message_id, attempt, part, offset: 0, delta: text } };
}
