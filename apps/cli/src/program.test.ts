import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal/terminal.ts';

const program = createProgram({ env: {}, terminal: createTerminal(), state: { exitCode: 0 } });

function listAll(command: Command): Command[] {
  return [command, ...command.commands.filter((each) => !each.name().startsWith('__')).flatMap(listAll)];
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

const commands = listAll(program).map((command): [string, Command] => [command.name(), command]);

it.each(commands)('the help of %s shows commands to copy', (_, command) => {
  expect(command.description()).not.toBe('');
  expect(helpOf(command)).toContain('Examples:\n  $ everruns ');
});

it.each(commands)('the examples of %s are commands that there are', (_, command) => {
  const examples = [...helpOf(command).matchAll(/^ {2}\$ everruns ([\w-]+)(?: ([a-z-]+))?/gm)];
  for (const [, first = '', second = ''] of examples) {
    const found = program.commands.find((each) => each.name() === first);
    expect(found?.name()).toBe(first);
    if ((found?.commands.length ?? 0) > 0) expect(found?.commands.map((each) => each.name())).toContain(second);
  }
});
