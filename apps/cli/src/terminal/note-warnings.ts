import type { WrittenAgent } from '@everruns/sdk';
import { cleanLine } from './clean-text.ts';
import type { Terminal } from './terminal.ts';

/** Tells the person who watches what was accepted of their input and will not work as it seems to. */
export function noteWarnings(
  terminal: Pick<Terminal, 'note'>,
  { name, warnings = [] }: Pick<WrittenAgent, 'warnings'> & { name?: string },
): void {
  for (const { message } of warnings) terminal.note(cleanLine(name === undefined ? message : `${name}: ${message}`));
}
