/** The number of hexadecimal digits, at the end of a recorded event's id, that hold its sequence. The other 34 random bits stay random. */
const DIGITS = 10;

/** Returns the id of the event with this sequence: a UUID v7 whose last ten digits are the sequence. */
export function toEventId(uuid: string, sequence: number): string {
  return uuid.slice(0, -DIGITS) + sequence.toString(16).padStart(DIGITS, '0');
}

/**
 * Returns the sequence that a recorded event's id holds. Ids of other origin hold an arbitrary number there, so the event with that
 * sequence has to be compared.
 */
export function sequenceInEventId(id: string): number {
  return Number.parseInt(id.slice(-DIGITS), 16);
}

/** Returns the id of an event from the id and the sequence of its chunk, which are those of the chunk's last event. */
export function eventIdIn(chunk: { id: string; sequence: number }, sequence: number): string {
  return sequence === chunk.sequence ? chunk.id : toEventId(chunk.id, sequence);
}

/** Whether two events have ids that differ in their sequence alone. */
export function areSiblingIds(left: string, right: string): boolean {
  return left.slice(0, -DIGITS) === right.slice(0, -DIGITS);
}
