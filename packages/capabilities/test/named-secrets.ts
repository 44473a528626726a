import type { SecretResolver } from '@everruns/core';
import { EverrunsError } from '@everruns/schemas';

export interface NamedSecrets extends SecretResolver {
  /** What was asked for: `name host`. */
  asked: string[];
}

/** Secrets as the control plane gives them: only for the hosts of each one. */
export function createNamedSecrets(
  secrets: Readonly<Record<string, { value: string; hosts: string[] }>>,
): NamedSecrets {
  const asked: string[] = [];
  return {
    asked,
    async resolve(name, host) {
      asked.push(`${name} ${host}`);
      const secret = secrets[name];
      if (secret === undefined) throw new EverrunsError('not_found', `There is no secret "${name}".`);
      if (!secret.hosts.includes(host)) throw new EverrunsError('secret_host_not_allowed', `not to ${host}`);
      return secret.value;
    },
  };
}
