import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '../../dev/free-ports.ts';

const CLI = fileURLToPath(new URL('../../../apps/cli/bin/everruns.js', import.meta.url));
const GIVE_UP_MS = 60_000;

export interface CliProcess extends AsyncDisposable {
  pid: number;
  /** Seconds from the start of the process to its first healthy answer. */
  healthySeconds: number;
}

/** Starts the product as its users start it. */
export async function startCli(args: readonly string[], settings: Record<string, string>): Promise<CliProcess> {
  const [http, grpc] = await findFreePorts(2);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    HTTP_ADDR: `127.0.0.1:${http}`,
    GRPC_ADDR: `127.0.0.1:${grpc}`,
    ...settings,
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], { env, stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  try {
    await untilHealthy(`http://127.0.0.1:${http}/health`, startedAt + GIVE_UP_MS);
    const healthySeconds = (performance.now() - startedAt) / 1_000;
    return { pid: child.pid ?? Number.NaN, healthySeconds, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilHealthy(url: string, giveUpAt: number): Promise<void> {
  while (performance.now() < giveUpAt) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await sleep(10);
  }
  throw new Error(`${url} did not answer in time`);
}
