import type { Command } from 'commander';
import { type Cli } from '../client/connect.ts';
import { CliError } from '../cli-error.ts';
import { dataFolderOf } from '../data-folder/data-folder.ts';
import { readInstance } from '../data-folder/instance.ts';
import { isAlive } from '../postgres/postmaster-pid.ts';
import { findServer, type ServerOptions } from '../profiles/find-server.ts';
import { waitForStop } from '../wait-for-stop.ts';
import { withExamples } from './with-examples.ts';

const DEFAULT_PORT = 9_100;
const MAX_PORT = 65_535;

export function addUiCommand(program: Command, cli: Cli): void {
  const ui = program
    .command('ui')
    .description('print the address of the UI that `everruns dev` serves, or serve one for the server that is named')
    .option('-p, --port <number>', 'where to serve it on this machine; 0 means any free port', Number, DEFAULT_PORT)
    .action((options: { port: number }, command: Command) =>
      showUi(cli, command.optsWithGlobals<ServerOptions>(), options.port),
    );
  withExamples(ui, 'ui', 'ui --api-url https://everruns.example.com --port 9200');
}

async function showUi({ env, terminal }: Cli, options: ServerOptions, port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new CliError('--port must be a number from 0 to 65535.', 'usage');
  const server = await findServer(env, options);
  const instance = await readInstance(dataFolderOf(env));
  if (instance?.ui_url && instance.http_url === server.apiUrl && isAlive(instance.pid)) {
    terminal.print(instance.ui_url);
    return;
  }
  const { buildUi, startUi } = await import('../ui/index.ts');
  const { assertPortFree } = await import('../dev/assert-port-free.ts');
  const host = '127.0.0.1';
  await assertPortFree({ host, port, setting: '--port' });
  await buildUi(terminal.note);
  const stopped = waitForStop();
  await using served = await startUi({ host, port, apiUrl: server.apiUrl });
  terminal.print(served.url);
  terminal.note(`It shows ${server.apiUrl}. Ctrl-C stops it.`);
  await stopped;
}
