import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { omitUndefined } from '@everruns/kernel';
import { isEverrunsError } from '@everruns/schemas/everruns-error';
import type { ThreadAnswer, ThreadTask } from './thread-protocol.ts';

/** The thread's part: loads the job's module, says that it begins, and answers with data whatever happens. */
export default async function runInThread({ id, module, input }: ThreadTask): Promise<ThreadAnswer> {
  const run = await loadJob(module);
  parentPort?.postMessage({ begun: id }, []);
  try {
    return { kind: 'completed', output: await run(input) };
  } catch (error) {
    if (!isEverrunsError(error)) throw error;
    const { code, message, errors, retryAfterMs } = error;
    return { kind: 'refused', code, message, errors, ...omitUndefined({ retryAfterMs }) };
  }
}

async function loadJob(module: string): Promise<(input: unknown) => unknown> {
  const loaded: { default?: unknown } = await import(module);
  const { default: run } = loaded;
  if (typeof run !== 'function') throw new TypeError(`${module} has no default export that is a function`);
  return (input) => run(input) as unknown;
}

/** On Linux each thread has its own priority, and the event loop goes first. Elsewhere this would slow the whole process. */
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL / 2);
