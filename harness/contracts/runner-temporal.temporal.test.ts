import { useStack } from '../e2e/shared-stack.ts';
import { CONTRACT_ENV, runnerContract } from './runner.ts';

const shared = useStack({ runner: 'temporal', env: CONTRACT_ENV });

runnerContract('Temporal', {
  get running() {
    return shared.running;
  },
  get api() {
    return shared.api;
  },
  async restartExecutor() {
    const [worker] = shared.running.workers;
    await worker?.kill();
    await worker?.start();
  },
});
