import { confirm, password, text } from '@clack/prompts';
import { text as readAll } from 'node:stream/consumers';
import { CliError } from '../cli-error.ts';
import type { Terminal } from './terminal.ts';

/** Prompts are for the person who watches; what a command prints may go into a file. */
const output = process.stderr;

/** Asks for a line. `option` says how to give it where nobody can be asked. Throws when the person gives up. */
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

/** What stands in the standard input, without the line feed at its end. */
export async function readStandardInput(): Promise<string> {
  return (await readAll(process.stdin)).replace(/\r?\n$/, '');
}

function assertSomebody({ isInteractive }: Terminal, message: string, option: string): void {
  if (!isInteractive) throw new CliError(`${message}? Nobody can be asked here: give ${option}.`, 'usage');
}

/** A symbol is how the library says that the person gave up. */
function given<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') throw new CliError('Nothing was done.', 'interrupted');
  return answer as Exclude<T, symbol>;
}
