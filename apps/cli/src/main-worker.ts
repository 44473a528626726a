import { messageOf } from '@everruns/kernel';
import { type Environment, readEnvironment } from './config/env.ts';
import { isExpected, toExitCode } from './to-exit-code.ts';
import { worker } from './worker.ts';

/** Runs `everruns worker` without the other commands, for an image that holds nothing else. Returns the exit code. */
export async function main(env: Environment = readEnvironment()): Promise<number> {
  try {
    await worker(env);
    return 0;
  } catch (error) {
    console.error(isExpected(error) ? messageOf(error) : error);
    return toExitCode(error);
  }
}
