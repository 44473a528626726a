import type { SessionStore } from '@everruns/core';
import type { WorkerService } from '@everruns/internal-protocol';
import type { AttemptToken } from '@everruns/schemas';

export function createGrpcSessionStore(service: WorkerService, token: AttemptToken): SessionStore {
  return { get: () => service.getSession({ token }) };
}
