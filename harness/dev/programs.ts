import type { ChildOptions } from './child-process.ts';

/**
 * What the processes of a stack run: `harness` has the tools of the tests and can be slowed down and hurried up by its own settings;
 * `product` is `everruns serve` and `everruns worker`, as an operator runs them.
 */
export type Programs = 'harness' | 'product';

/** The product as it is in another folder, such as an earlier release. */
export interface Release {
  /** Its command `everruns`. */
  everruns: URL;
  /** Whether its workers answer at `WORKER_HTTP_ADDR`. If not, a worker counts as ready at once. */
  hasWorkerHealth: boolean;
}

/** Asked at each start of a process. Null: this release. */
type FindRelease = () => Release | null;

type Program = Pick<ChildOptions, 'entry' | 'args' | 'lookReady'>;

const SERVE = new URL('process/serve.ts', import.meta.url);
const WORKER = new URL('process/worker.ts', import.meta.url);
const TODAY: Release = {
  everruns: new URL('../../apps/cli/bin/everruns.js', import.meta.url),
  hasWorkerHealth: true,
};
const LOOK_TIMEOUT_MS = 2_000;

export function controlPlaneProgram(
  programs: Programs,
  { httpAddr, grpcAddr }: { httpAddr: string; grpcAddr: string },
  findRelease: FindRelease = () => null,
): Program {
  if (programs === 'harness') return { entry: SERVE };
  const httpUrl = `http://${httpAddr}`;
  const lookReady = async () =>
    (await isHealthy(`${httpUrl}/health/live`)) ? { kind: 'ready' as const, httpUrl, grpcAddr } : null;
  return { entry: () => (findRelease() ?? TODAY).everruns, args: ['serve'], lookReady };
}

export function workerProgram(
  programs: Programs,
  { healthAddr }: { healthAddr: string },
  findRelease: FindRelease = () => null,
): Program {
  if (programs === 'harness') return { entry: WORKER };
  const isReady = async () =>
    !(findRelease() ?? TODAY).hasWorkerHealth || (await isHealthy(`http://${healthAddr}/health/ready`));
  const lookReady = async () => ((await isReady()) ? { kind: 'ready' as const } : null);
  return { entry: () => (findRelease() ?? TODAY).everruns, args: ['worker'], lookReady };
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
