import type { SecretResolver } from '@everruns/core';
import type { WorkerService } from '@everruns/internal-protocol';
import type { AttemptToken } from '@everruns/schemas';
import { repeatWhileUnavailable, type Patience } from '../executor/repeat-while-unavailable.ts';

export interface SecretResolverOptions {
  service: Pick<WorkerService, 'getSecret'>;
  token: AttemptToken;
  patience: Patience;
}

/** The secrets of the organization, as one attempt of a tool call may ask for them. A value is asked for each time and kept nowhere. */
export function createSecretResolver({ service, token, patience }: SecretResolverOptions): SecretResolver {
  return {
    async resolve(name, host) {
      const ask = () => service.getSecret({ token, name, host }, { signal: patience.signal });
      return (await repeatWhileUnavailable(ask, patience)).value;
    },
  };
}
