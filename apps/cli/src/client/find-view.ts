import type { Everruns, View } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import { cleanLine } from '../terminal/clean-text.ts';

/** Finds a view by its id or name. Throws an error for a person if there is no such view, or if several have that name. */
export async function findView(api: Everruns, given: string): Promise<View> {
  const named: View[] = [];
  for await (const view of api.views.list({ limit: 100 })) {
    if (view.id === given) return view;
    if (view.name === given) named.push(view);
  }
  const [found, ...others] = named;
  if (found === undefined) throw new CliError(`There is no view ${cleanLine(given)}.`, 'not_found');
  if (others.length > 0)
    throw new CliError(`${named.length} views are called ${cleanLine(given)}: name one by its id.`, 'conflict');
  return found;
}
