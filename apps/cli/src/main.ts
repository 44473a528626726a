import { messageOf } from '@everruns/kernel';
import { CommanderError } from 'commander';
import { type Environment, readEnvironment } from './config/env.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal/terminal.ts';
import { isExpected, toExitCode } from './to-exit-code.ts';

/** Runs one command and returns the exit code. A failure that a person can fix is printed as one sentence to stderr. */
export async function main(argv: string[], env: Environment = readEnvironment()): Promise<number> {
  const cli = { env, terminal: createTerminal(), state: { exitCode: 0 } };
  try {
    await createProgram(cli).parseAsync(argv, { from: 'user' });
    return cli.state.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(isExpected(error) ? messageOf(error) : error);
    return toExitCode(error);
  }
}
