/** Directives for the simulated models of the product and the floor. */
export const ANSWER = '[[sim:text The sum is three.]]';

/** An immediate tool, answered with the generation that called it (ADR 0010). */
export const IMMEDIATE_CALL = 'add {"a":1,"b":2}';
/** A tool that is an atom of its own and takes no time. */
export const ATOM_CALL = 'wait {"ms":0}';
/** The same for a product with only its own tools. */
export const FILE_CALL = 'list_directory {"path":"/"}';

/** A call as short as another one. A turn that makes one call again and again is ended as a loop. */
const TWINS: Readonly<Record<string, string>> = { [IMMEDIATE_CALL]: 'add {"a":2,"b":1}', [ATOM_CALL]: 'wait {"ms":1}' };

/** Returns the text of a turn with this many rounds of one tool call each, and an answer. */
export function toolRounds(rounds: number, call = IMMEDIATE_CALL): string {
  const calls = Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? call : (TWINS[call] ?? call)));
  return `${calls.map((one) => `[[sim:tool ${one}]][[sim:next]]`).join('')}${ANSWER}`;
}
