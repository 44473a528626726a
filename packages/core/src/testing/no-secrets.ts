import { EverrunsError } from '@everruns/schemas';
import type { SecretResolver } from '../ports/secret-resolver.ts';

/** An organization without secrets. */
export const NO_SECRETS: SecretResolver = {
  resolve: (name) => Promise.reject(new EverrunsError('not_found', `There is no secret "${name}".`)),
};
