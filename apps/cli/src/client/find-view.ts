import type { Everruns, View } from '@everruns/sdk';
import { onlyOne } from './only-one.ts';

/** Finds a view by its id or name. Throws an error for a person if there is no such view, or if several have that name. */
export async function findView(api: Everruns, given: string): Promise<View> {
  const named: View[] = [];
  for await (const view of api.views.list({ limit: 100 })) {
    if (view.id === given) return view;
    if (view.name === given) named.push(view);
  }
  return onlyOne(named, 'view', given);
}
