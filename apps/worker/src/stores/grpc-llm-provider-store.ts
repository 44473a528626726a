import type { LlmProviderStore } from '@everruns/core';
import type { WorkerService } from '@everruns/internal-protocol';
import type { AttemptToken } from '@everruns/schemas';

/** Without the API key, which comes only with the turn context. */
export function createGrpcLlmProviderStore(service: WorkerService, token: AttemptToken): LlmProviderStore {
  return { getModel: async () => (await service.getRuntimeAgent({ token })).model };
}
