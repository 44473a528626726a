import { Connection, isGrpcServiceError } from '@temporalio/client';
import { status } from '@grpc/grpc-js';
import { toConnectionOptions, type TemporalClientOptions } from './temporal-client.ts';

const ANSWER_MS = 3_000;

/** Whether the namespace is there. Registers nothing. Throws what the connection throws if Temporal does not answer in three seconds. */
export async function findNamespace(options: Omit<TemporalClientOptions, 'log'>): Promise<boolean> {
  const connection = await Connection.connect(toConnectionOptions(options));
  try {
    const { namespace } = options;
    const ask = () => connection.workflowService.describeNamespace({ namespace });
    await connection.withAbortSignal(AbortSignal.timeout(ANSWER_MS), ask);
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === status.NOT_FOUND) return false;
    throw error;
  } finally {
    await connection.close();
  }
}
