import { InvalidArgumentError, type Command } from 'commander';

/** Shows commands to copy at the end of `--help`; each begins after `everruns`. */
export function withExamples(command: Command, ...examples: readonly [string, ...string[]]): Command {
  const lines = examples.map((example) => `  $ everruns ${example}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** A whole number from 1 on. */
export function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return count;
}

/** Values of an option that is given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The first so many of a list. */
export async function take<Item>(items: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const taken: Item[] = [];
  if (count === 0) return taken;
  for await (const item of items) if (taken.push(item) >= count) break;
  return taken;
}
