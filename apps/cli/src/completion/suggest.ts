import type { Command, Option } from 'commander';

/** Suggests completions of the last word, which may be empty. There are none for a value that only the person knows. */
export function suggest(program: Command, words: readonly string[]): string[] {
  const begun = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, isNamed } = walk(program, before);
  const options = [...command.options, ...(command === program ? [] : program.options)].filter(({ hidden }) => !hidden);
  const open = options.find((option) => takesValue(option) && isOption(option, before.at(-1) ?? ''));
  if (open !== undefined) return matching(open.argChoices ?? [], begun);
  if (begun.startsWith('-')) return matching(['--help', ...options.flatMap(({ long }) => long ?? [])], begun);
  if (!isNamed) return [];
  const commands = command.commands.filter((each) => !isHidden(each)).map((each) => each.name());
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return matching([...commands, ...choices], begun);
}

/** Finds the command that these words select. `isNamed` is false if an argument stands where a subcommand could. */
function walk(program: Command, words: readonly string[]): { command: Command; isNamed: boolean } {
  let command = program;
  let isValue = false;
  for (const word of words) {
    const options = [...command.options, ...program.options];
    const isOfOption = isValue || word.startsWith('-');
    isValue = !isValue && options.some((option) => takesValue(option) && isOption(option, word));
    if (isOfOption) continue;
    const next = command.commands.find((each) => each.name() === word && !isHidden(each));
    if (next === undefined) return { command, isNamed: false };
    command = next;
  }
  return { command, isNamed: true };
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function isOption({ long, short }: Option, word: string): boolean {
  return word !== '' && (word === long || word === short);
}

/** The names of commands that help does not list begin with two underscores. */
function isHidden(command: Command): boolean {
  return command.name().startsWith('__');
}

function matching(words: readonly string[], begun: string): string[] {
  return [...new Set(words)].filter((word) => word.startsWith(begun)).toSorted();
}
