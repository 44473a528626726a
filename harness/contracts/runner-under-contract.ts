import type { ApiClient } from '../dev/api-client.ts';
import type { Stack } from '../dev/stack.ts';
import type { SharedStack } from '../e2e/shared-stack.ts';

export interface RunnerUnderContract {
  readonly running: Stack;
  readonly api: ApiClient;
  /** Kills the process that runs turns with `kill -9` and starts it again. */
  restartExecutor(): Promise<void>;
}

/** The runner of a stack that the tests of a file share. */
export function runnerOf(shared: SharedStack): RunnerUnderContract {
  return {
    get running() {
      return shared.running;
    },
    get api() {
      return shared.api;
    },
    async restartExecutor() {
      const { workers, controlPlanes } = shared.running;
      // Control planes run the turns where there are no workers.
      const executor = workers[0] ?? controlPlanes[0];
      await executor?.kill();
      await executor?.start();
    },
  };
}
