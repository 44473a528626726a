import { CliError } from '../cli-error.ts';
import { cleanLine } from '../terminal/clean-text.ts';

/** Returns the one thing that has a name. Throws an error for a person if nothing has it, or if several have it. */
export function onlyOne<Item>(named: readonly Item[], noun: string, name: string): Item {
  const [found, ...others] = named;
  if (found === undefined) throw new CliError(`There is no ${noun} ${cleanLine(name)}.`, 'not_found');
  if (others.length > 0)
    throw new CliError(`${named.length} ${noun}s are called ${cleanLine(name)}: name one by its id.`, 'conflict');
  return found;
}
