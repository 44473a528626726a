import type { PublishedEvent } from '../../events/hub.ts';
import type { Place } from './find-place.ts';

export type RestReason = 'idle' | 'requires_action';

/** Checks every recorded event that a reader gets, and returns the reason once the session is at rest. */
export type IdleWatch = (event: PublishedEvent) => RestReason | null;

/**
 * The stream is done at the first rest after the later of the cursor and the log's head at opening, or at that head itself if the session
 * rested there and the reader had not seen all of it.
 */
export function createIdleWatch(place: Place): IdleWatch {
  const restReason = place.status === 'active' || !place.had_turn || place.cursor >= place.head ? null : place.status;
  return (event) => {
    if (event.sequence < place.head) return null;
    if (event.sequence === place.head) return restReason;
    return restOf(event);
  };
}

function restOf(event: PublishedEvent): RestReason | null {
  if (event.type === 'session.idled') return 'idle';
  return event.type === 'turn.parked' && waitsForSomebody(event) ? 'requires_action' : null;
}

/**
 * Whether the parked turn waits for an answer. One that waits only for a time or for sub-agents goes on by itself. The event's type says what
 * `data` is.
 */
function waitsForSomebody(event: PublishedEvent): boolean {
  const { data } = JSON.parse(event.json) as { data: { waiting_for?: unknown } | null };
  return Array.isArray(data?.waiting_for) && data.waiting_for.some((kind) => kind !== 'subagent');
}
