import type { ApiClient } from '../dev/api-client.ts';
import type { Stack } from '../dev/stack.ts';

export interface RunnerUnderContract {
  readonly running: Stack;
  readonly api: ApiClient;
  /** Kills the process that runs turns with `kill -9` and starts it again. */
  restartExecutor(): Promise<void>;
}
