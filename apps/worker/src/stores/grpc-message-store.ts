import type { MessageStore } from '@everruns/core';
import type { WorkerService } from '@everruns/internal-protocol';
import type { AttemptToken } from '@everruns/schemas';

/** The session of the attempt only: the control plane takes it from the token. */
export function createGrpcMessageStore(service: WorkerService, token: AttemptToken): MessageStore {
  return { list: ({ after_sequence }) => service.listMessages({ token, after_sequence }) };
}
