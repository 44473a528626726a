import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { CliError } from '../cli-error.ts';
import { nextEnvironment, nextProgram, uiFolder } from './build-ui.ts';

export interface UiOptions {
  /** The control plane that it shows. */
  apiUrl: string;
  host: string;
  /** 0 means any free one. */
  port: number;
  /** Host names beside loopback under which it may be reached. */
  allowedHosts?: readonly string[];
}

/** A parent that is killed cannot stop its child: the child sees that the line to it is cut. */
const ENDS_WITH_PARENT = 'data:text/javascript,process.on("disconnect", () => process.exit())';

export interface Ui extends AsyncDisposable {
  url: string;
}

/** Serves the built UI in a process of its own. Resolves when it answers; throws a sentence when it ends before. */
export async function startUi({ apiUrl, host, port, allowedHosts = [] }: UiOptions): Promise<Ui> {
  const env = { ...nextEnvironment(), EVERRUNS_API_URL: apiUrl, ALLOWED_HOSTS: allowedHosts.join(',') };
  const args = ['start', '--hostname', host, '--port', String(port)];
  const child = fork(nextProgram(), args, {
    cwd: uiFolder,
    env,
    silent: true,
    execArgv: ['--import', ENDS_WITH_PARENT],
  });
  const actualPort = await readPort(child);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // It waits for its streams, which never end by themselves.
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** The port that Next says it serves on, once it says that it is ready. */
function readPort(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      if (output.length > 10_000) return;
      output += chunk.toString();
      const port = /Local:\s+http:\/\/\S+?:(\d+)/.exec(output)?.[1];
      if (port !== undefined && output.includes('Ready')) resolve(port);
    });
  }
  child.once('exit', () => reject(new CliError(`The UI could not be started:\n${output.trim()}`)));
  return promise;
}
