/**
 * Returns the condition that a turn ran at some time. A message that was dropped from the queue is a canceled turn that never had a deadline. `turn`
 * is the name of the table in the statement.
 */
export const hasRun = (turn: string): string => `(${turn}.status <> 'canceled' or ${turn}.deadline_at is not null)`;
