import { acceptedOf, messageIdOf, type Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/**
 * I1: every message whose POST returned 2xx is in the log exactly once, or its drop is; a message that no turn took yet is
 * queued.
 */
export function checkAcceptedMessages(evidence: Evidence): Violation[] {
  const { events, inputs, journal } = evidence;
  const count = (type: string) => {
    const ids = events.filter((event) => event.type === type).map((event) => messageIdOf(event) ?? '');
    return Map.groupBy(ids, (id) => id);
  };
  const logged = count('input.message');
  const dropped = count('input.message.dropped');
  const waiting = new Set(inputs.map((input) => input.message_id));
  const lost = acceptedOf(journal).flatMap(({ session_id, message_id, disposition }): Violation[] => {
    const places =
      (logged.get(message_id)?.length ?? 0) +
      (dropped.get(message_id)?.length ?? 0) +
      (waiting.has(message_id) ? 1 : 0);
    if (places === 1) return [];
    const says = `message ${message_id} was accepted (${disposition}) and is in ${places} places: log, drops and queue`;
    return [{ invariant: 'I1', session_id, says }];
  });
  const doubled = events.flatMap((event): Violation[] => {
    if (event.type !== 'input.message') return [];
    const twins = logged.get(messageIdOf(event) ?? '') ?? [];
    if (twins.length < 2) return [];
    return [
      {
        invariant: 'I1',
        session_id: event.session_id,
        says: `message ${twins[0]} is ${twins.length} times in the log`,
      },
    ];
  });
  return [...lost, ...doubled];
}
