/** What the simulated models of product and floor are told to do. */
export const ANSWER = '[[sim:text The sum is three.]]';

/** A turn of so many rounds of one tool call each, and an answer. */
export function toolRounds(rounds: number): string {
  return `${'[[sim:tool add {"a":1,"b":2}]][[sim:next]]'.repeat(rounds)}${ANSWER}`;
}
