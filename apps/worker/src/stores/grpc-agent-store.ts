import type { AgentStore } from '@everruns/core';
import type { WorkerService } from '@everruns/internal-protocol';
import type { AttemptToken } from '@everruns/schemas';

export function createGrpcAgentStore(service: WorkerService, token: AttemptToken): AgentStore {
  return { getRuntimeAgent: () => service.getRuntimeAgent({ token }) };
}
