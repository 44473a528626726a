import { EverrunsError, LOCAL_SUBJECT, matchesHost } from '@everruns/schemas';
import type { ResolveSecret } from '../../engine/index.ts';
import { findStoredSecret } from '../../repositories/secrets.ts';
import { createCredentialResolver, isServerCredential } from '../mcp/reveal-credential.ts';
import type { CoreServices } from '../services.ts';
import { placeOfSecret } from './place-of-secret.ts';

/** Returns the value of a subject's or else its organization's secret, for a worker that sends it to a host. Throws `not_found` and `secret_host_not_allowed`. */
export function createSecretResolver(
  deps: Pick<CoreServices, 'db' | 'clock' | 'envelope' | 'openFetch' | 'allowPrivateProviders' | 'uiUrl'>,
): ResolveSecret {
  const revealCredential = createCredentialResolver(deps);
  return async (tx, ctx, wanted) => {
    const { name, subject, host } = wanted;
    if (isServerCredential(name)) return revealCredential(tx, ctx, wanted);
    const own = subject === LOCAL_SUBJECT ? null : await findStoredSecret(tx, ctx, { name, subject });
    const stored = own ?? (await findStoredSecret(tx, ctx, { name, subject: LOCAL_SUBJECT }));
    if (stored === null) {
      throw new EverrunsError('not_found', `There is no secret "${name}". Set it with PUT /v1/secrets/${name}.`);
    }
    const url = URL.parse(`https://${host}`);
    if (url === null || !matchesHost(stored.hosts, url)) {
      throw new EverrunsError(
        'secret_host_not_allowed',
        `secret_host_not_allowed: the secret "${name}" may not be sent to ${host}. Its hosts are ${stored.hosts.join(', ')}.`,
      );
    }
    return deps.envelope.decrypt(stored.payload, placeOfSecret(ctx, stored.id));
  };
}
