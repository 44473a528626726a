import type { ApiClient } from '../dev/api-client.ts';
import type { Stack } from '../dev/stack.ts';

export interface RunnerUnderContract {
  readonly running: Stack;
  readonly api: ApiClient;
  /** `kill -9` of the process that runs turns, and its start. */
  restartExecutor(): Promise<void>;
}
