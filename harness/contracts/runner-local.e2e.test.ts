import { useStack } from '../e2e/shared-stack.ts';
import { CONTRACT_ENV, runnerContract } from './runner.ts';

const shared = useStack({ runner: 'local', env: CONTRACT_ENV });

runnerContract('local', {
  get running() {
    return shared.running;
  },
  get api() {
    return shared.api;
  },
  async restartExecutor() {
    const [controlPlane] = shared.running.controlPlanes;
    await controlPlane?.kill();
    await controlPlane?.start();
  },
});
