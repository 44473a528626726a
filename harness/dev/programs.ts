import type { ChildOptions } from './child-process.ts';

/**
 * What the processes of a stack run: `harness` has the tools of the tests and can be slowed down and hurried up by its own settings;
 * `product` is `everruns serve` and `everruns worker`, as an operator runs them.
 */
export type Programs = 'harness' | 'product';

type Program = Pick<ChildOptions, 'entry' | 'args' | 'lookReady'>;

const SERVE = new URL('process/serve.ts', import.meta.url);
const WORKER = new URL('process/worker.ts', import.meta.url);
const EVERRUNS = new URL('../../apps/cli/bin/everruns.js', import.meta.url);
const LOOK_TIMEOUT_MS = 2_000;

export function controlPlaneProgram(
  programs: Programs,
  { httpAddr, grpcAddr }: { httpAddr: string; grpcAddr: string },
): Program {
  if (programs === 'harness') return { entry: SERVE };
  const httpUrl = `http://${httpAddr}`;
  const lookReady = async () =>
    (await isHealthy(`${httpUrl}/health/live`)) ? { kind: 'ready' as const, httpUrl, grpcAddr } : null;
  return { entry: EVERRUNS, args: ['serve'], lookReady };
}

export function workerProgram(programs: Programs, { healthAddr }: { healthAddr: string }): Program {
  if (programs === 'harness') return { entry: WORKER };
  const lookReady = async () =>
    (await isHealthy(`http://${healthAddr}/health/ready`)) ? { kind: 'ready' as const } : null;
  return { entry: EVERRUNS, args: ['worker'], lookReady };
}

/** Whether a GET is answered 200. */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    const { status, body } = await fetch(url, { signal: AbortSignal.timeout(LOOK_TIMEOUT_MS) });
    await body?.cancel();
    return status === 200;
  } catch {
    return false;
  }
}
