import type { CreateMessageResponse } from '../nouns.ts';
import type { SessionEvent } from '../session-event.ts';

/** The meaning of an event for a reader who waits for the answer to one message. */
export interface Followed {
  /** Whether the event belongs to the message or to its turn. */
  isMine: boolean;
  /** Whether this is the last event of the message. */
  isLast: boolean;
}

const ENDINGS: ReadonlySet<string> = new Set(['turn.completed', 'turn.failed', 'turn.canceled']);

/**
 * Follows a message through the log. The events show which turn takes it, whatever the answer of the POST predicted, because a
 * message that steers may miss its turn and become its own turn.
 */
export function followMessage({ id, turn, disposition }: CreateMessageResponse): (event: SessionEvent) => Followed {
  let turnId = turn.id;
  let isTaken = disposition === 'started' || disposition === 'interrupted' || disposition === 'queued';
  return (event) => {
    if (event.type === 'input.received' && event.data.message_id === id) {
      turnId = event.context.turn_id ?? turnId;
      isTaken = true;
    }
    if (event.type === 'input.message.dropped' && event.data.message_id === id) return { isMine: true, isLast: true };
    const isMine = event.context.turn_id === turnId || aboutMessage(event) === id;
    return { isMine, isLast: isMine && isTaken && ENDINGS.has(event.type) };
  };
}

function aboutMessage(event: SessionEvent): string | null {
  if (event.type === 'input.message' || event.type === 'input.message.queued') return event.data.message.id;
  return null;
}
