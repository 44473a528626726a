/** The exit codes of the command and their meaning for scripts. The reference page prints this table. */
export const EXIT_CODES = [
  { code: 0, name: 'done', meaning: 'It is done.' },
  { code: 1, name: 'failed', meaning: 'It failed; a sentence on stderr says why.' },
  {
    code: 2,
    name: 'usage',
    meaning: 'The command line is wrong: an unknown command or option, or a missing argument.',
  },
  { code: 3, name: 'denied', meaning: 'Nobody is signed in, or they may not do this (401, 403).' },
  { code: 4, name: 'not_found', meaning: 'There is no such thing (404).' },
  { code: 5, name: 'conflict', meaning: 'What is there does not allow it now (409, 412).' },
  {
    code: 6,
    name: 'unavailable',
    meaning: 'The server cannot be reached, is away, or asks to come back later (429, 5xx).',
  },
  { code: 7, name: 'turn_failed', meaning: 'The turn failed or was canceled.' },
  { code: 8, name: 'waits', meaning: 'The turn waits for somebody: the result of a tool that only a person can give.' },
  { code: 130, name: 'interrupted', meaning: 'Ctrl-C stopped it.' },
] as const;

export type Outcome = (typeof EXIT_CODES)[number]['name'];

/** Returns the exit code of an outcome. */
export function exitCodeOf(outcome: Outcome): number {
  return EXIT_CODES.find(({ name }) => name === outcome)?.code ?? 1;
}
