import { confirm, password, text } from '@clack/prompts';
import { text as readAll } from 'node:stream/consumers';
import { CliError } from '../cli-error.ts';
import type { Terminal } from './terminal.ts';

/** Prompts are written to stderr, because the output of a command may be redirected to a file. */
const output = process.stderr;

/** Asks for a line. `option` names the option to use if no person can be asked. Throws if the person cancels. */
export async function askText(terminal: Terminal, message: string, option: string): Promise<string> {
  assertSomebody(terminal, message, option);
  return given(await text({ message, output, validate: (value) => (value ? undefined : 'Say something.') }));
}

export async function askSecret(terminal: Terminal, message: string, option: string): Promise<string> {
  assertSomebody(terminal, message, option);
  return given(await password({ message, output }));
}

export async function askConsent(terminal: Terminal, message: string): Promise<boolean> {
  assertSomebody(terminal, message, '--yes');
  return given(await confirm({ message, output, initialValue: false }));
}

/** Reads the standard input, without the line feed at its end. */
export async function readStandardInput(): Promise<string> {
  return (await readAll(process.stdin)).replace(/\r?\n$/, '');
}

function assertSomebody({ isInteractive }: Terminal, message: string, option: string): void {
  if (!isInteractive)
    throw new CliError(`${message.replace(/\?$/, '')}? Nobody can be asked here: give ${option}.`, 'usage');
}

/** The library returns a symbol if the person cancels. */
function given<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') throw new CliError('Nothing was done.', 'interrupted');
  return answer as Exclude<T, symbol>;
}
