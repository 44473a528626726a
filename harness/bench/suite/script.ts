/** Directives for the simulated models of the product and the floor. */
export const ANSWER = '[[sim:text The sum is three.]]';

/** An immediate tool, answered with the generation that called it (ADR 0010). */
export const IMMEDIATE_CALL = 'add {"a":1,"b":2}';
/** A tool that is an atom of its own and takes no time. */
export const ATOM_CALL = 'wait {"ms":0}';
/** The same for a product with only its own tools. */
export const FILE_CALL = 'list_directory {"path":"/"}';

/** Returns the text of a turn with this many rounds of one tool call each, and an answer. */
export function toolRounds(rounds: number, call = IMMEDIATE_CALL): string {
  return `${`[[sim:tool ${call}]][[sim:next]]`.repeat(rounds)}${ANSWER}`;
}
