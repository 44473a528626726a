import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.ts';
import { nextEnvironment, uiFolder } from './build-ui.ts';

export interface UiOptions {
  /** The address of the control plane that the UI shows. */
  apiUrl: string;
  host: string;
  /** 0 means any free port. */
  port: number;
  /** Host names that the UI accepts, in addition to loopback. */
  allowedHosts?: readonly string[];
}

export interface Ui extends AsyncDisposable {
  url: string;
}

const SERVE = fileURLToPath(new URL('../../../ui/src/server/serve.ts', import.meta.url));

/** Serves the built UI in its own process. Resolves when it answers. Throws an error for a person if the process ends before. */
export async function startUi({ apiUrl, host, port, allowedHosts = [] }: UiOptions): Promise<Ui> {
  const env = { ...nextEnvironment(), EVERRUNS_API_URL: apiUrl, ALLOWED_HOSTS: allowedHosts.join(',') };
  const child = fork(SERVE, [uiFolder, host, String(port)], { cwd: uiFolder, env, silent: true, execArgv: [] });
  const actualPort = await readPort(child);
  // Everything that the UI writes for the operator after its start is passed on.
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // A graceful stop would wait for the UI's streams, which never end by themselves.
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Reads the port that the UI announces. */
function readPort(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    // The stream is read to its end, because a full pipe would block the process.
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  }
  child.once('message', (message: { port: number }) => resolve(message.port));
  child.once('exit', () => reject(new CliError(`The UI could not be started:\n${output.trim()}`)));
  return promise;
}
