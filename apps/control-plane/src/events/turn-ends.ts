/** The types of the recorded events that end a turn. */
export const TURN_ENDS: readonly string[] = ['turn.completed', 'turn.failed', 'turn.canceled'];

export const isTurnEnd = (type: string): boolean => TURN_ENDS.includes(type);
