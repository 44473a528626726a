import { progress } from '@clack/prompts';
import { cleanLine } from './clean-text.ts';
import type { Terminal } from './terminal.ts';

/** Processes the items one after another, with a progress bar if a person watches. */
export async function showProgress<Item>(
  terminal: Terminal,
  work: { title: string; items: readonly Item[]; nameOf: (item: Item) => string },
  each: (item: Item) => Promise<void>,
): Promise<void> {
  const { title, items, nameOf } = work;
  const bar =
    terminal.showsProgress && items.length > 1 ? progress({ max: items.length, output: process.stderr }) : null;
  bar?.start(title);
  try {
    for (const item of items) {
      bar?.message(`${title}: ${cleanLine(nameOf(item))}`);
      await each(item);
      bar?.advance(1);
    }
  } catch (error) {
    bar?.error(`${title}: stopped.`);
    throw error;
  }
  bar?.stop(`${title}: ${items.length} of ${items.length}.`);
}
