import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.ts';
import { nextEnvironment, uiFolder } from './build-ui.ts';

export interface UiOptions {
  /** The control plane that it shows. */
  apiUrl: string;
  host: string;
  /** 0 means any free one. */
  port: number;
  /** Host names beside loopback under which it may be reached. */
  allowedHosts?: readonly string[];
}

export interface Ui extends AsyncDisposable {
  url: string;
}

const SERVE = fileURLToPath(new URL('../../../ui/src/server/serve.ts', import.meta.url));

/** Serves the built UI in a process of its own. Resolves when it answers; throws a sentence when it ends before. */
export async function startUi({ apiUrl, host, port, allowedHosts = [] }: UiOptions): Promise<Ui> {
  const env = { ...nextEnvironment(), EVERRUNS_API_URL: apiUrl, ALLOWED_HOSTS: allowedHosts.join(',') };
  const child = fork(SERVE, [uiFolder, host, String(port)], { cwd: uiFolder, env, silent: true, execArgv: [] });
  const actualPort = await readPort(child);
  // What it has to say to the operator from now on.
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // It would wait for its streams, which never end by themselves.
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** The port that it says it serves on. */
function readPort(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    // What nobody reads would fill the pipe and stop the process.
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  }
  child.once('message', (message: { port: number }) => resolve(message.port));
  child.once('exit', () => reject(new CliError(`The UI could not be started:\n${output.trim()}`)));
  return promise;
}
