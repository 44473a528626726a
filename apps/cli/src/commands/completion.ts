import { Argument, type Command } from 'commander';
import type { Cli } from '../client/connect.ts';
import { completionScript, SHELLS, type Shell } from '../completion/scripts.ts';
import { suggest } from '../completion/suggest.ts';
import { withExamples } from './with-examples.ts';

export function addCompletionCommand(program: Command, { terminal }: Cli): void {
  const completion = program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .description('print what makes a shell complete this command')
    .action((shell: Shell) => terminal.print(completionScript(shell)));
  withExamples(
    completion,
    'completion bash >> ~/.bashrc',
    'completion zsh > "${fpath[1]}/_everruns"',
    'completion fish > ~/.config/fish/completions/everruns.fish',
  );
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action((words: string[]) => {
      const found = suggest(program, words);
      if (found.length > 0) terminal.print(found.join('\n'));
    });
}
