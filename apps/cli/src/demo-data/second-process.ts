import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createEverruns, type Everruns } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';

export interface SecondProcess extends AsyncDisposable {
  api: Everruns;
  /** Ends it as a crash would: it can say nothing. */
  kill(): Promise<void>;
}

/** Starts another replica on the database of this one, with its settings, at any free port of this machine. */
export async function startSecondProcess(env: Environment, token: string | null): Promise<SecondProcess> {
  const [, program = ''] = process.argv;
  const child = fork(program, ['serve'], {
    env: { ...env, HTTP_ADDR: '127.0.0.1:0', GRPC_ADDR: '127.0.0.1:0', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  try {
    const baseUrl = await readAddress(child);
    const api = createEverruns({ baseUrl, ...(token !== null && { apiKey: token }) });
    return { api, kill, [Symbol.asyncDispose]: kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** The first line of its log that has an address says that it serves. */
async function readAddress(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const url = /"http_url":"([^"]+)"/.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new CliError('The second process of the demo did not start.');
}
