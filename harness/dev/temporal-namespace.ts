import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

const READY_TIMEOUT_MS = 60_000;
const RETENTION_MS = 24 * 3600_000;
const ALREADY_EXISTS = 6;

/** Waits for the server, registers `default`, and waits until the matching service knows it too. Stops when the signal aborts. */
export async function registerDefaultNamespace(address: string, signal?: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    try {
      return await tryRegister(address);
    } catch (error) {
      signal?.throwIfAborted();
      if (performance.now() > deadline) {
        throw new Error(`Temporal at ${address} did not become ready in ${READY_TIMEOUT_MS} ms`, { cause: error });
      }
      await sleep(200);
    }
  }
}

async function tryRegister(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  const namespace = 'default';
  try {
    await connection.withDeadline(Date.now() + 3_000, async () => {
      await connection.workflowService
        .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION_MS) })
        .catch((error: { code?: number }) => {
          if (error.code !== ALREADY_EXISTS) throw error;
        });
      await connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: 'agent-turns' },
      });
    });
  } finally {
    await connection.close();
  }
}
