import { expect, it, onTestFinished } from 'vitest';
import { StackProcess } from '../dev/child-process.ts';
import type { SharedStack } from '../e2e/shared-stack.ts';

const WORKER = new URL('../dev/process/worker.ts', import.meta.url);

async function startStranger(shared: SharedStack, env: Record<string, string>): Promise<StackProcess> {
  const address = shared.running.temporal?.address ?? '';
  const worker = new StackProcess({
    name: 'stranger',
    entry: WORKER,
    env: {
      SIMULATOR_URL: shared.running.simulator.url,
      TEMPORAL_ADDRESS: address,
      WORKER_ID: 'stranger',
      WORKER_GRPC_TOKEN: 'Vh3kQ9xTz7LpW2mB5nRs8cYd',
      ...env,
    },
  });
  onTestFinished(() => worker.kill());
  await worker.start();
  return worker;
}

/** Tests workers that cannot work (E27). `metricsPort` is the control plane's. */
export function describeStrangers(shared: SharedStack, metricsPort: number): void {
  it('a worker without a way to the control plane takes no task and slows no turn', async () => {
    const stranger = await startStranger(shared, { GRPC_ADDRESS: '127.0.0.1:1' });
    await expect.poll(() => stranger.output()).toContain('takes no tasks until it does');
    const sessions = await Promise.all(Array.from({ length: 4 }, () => shared.api.createSession()));
    const text = '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Three.]]';
    // A worker that took a task but could not run it would hold it for 30 s.
    const answers = await Promise.all(sessions.map(({ id }) => shared.api.post(id, text, { wait: 20 })));
    expect(answers.map(({ turn }) => turn.status)).toEqual(Array(4).fill('completed'));
    expect(stranger.output()).not.toContain('is polling');
  });

  it('a worker with a wrong token ends with one sentence, and the control plane says so', async () => {
    const [controlPlane] = shared.running.controlPlanes;
    const grpcAddress = shared.running.grpcAddresses[0] ?? '';
    const stranger = await startStranger(shared, { GRPC_ADDRESS: grpcAddress });
    await expect.poll(() => stranger.isRunning(), { timeout: 20_000 }).toBe(false);
    expect(stranger.takeCrashes().join()).toMatch(/^stranger ended \(1\)/);
    expect(stranger.output().split('\n')).toContain(
      `The control plane at ${grpcAddress} refuses the token of this worker: set WORKER_GRPC_TOKEN to the one that the control plane has.`,
    );
    expect(controlPlane?.output()).toContain('A worker with a wrong token was refused');
    expect(controlPlane?.output()).not.toContain('"wrong"');
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toMatch(/^everruns_worker_calls_refused_total [1-9]/m);
  });
}
