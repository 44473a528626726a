import { EverrunsError, LIMITS, type PutSecretRequest, type Secret } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import { countSecrets, findStoredSecret, upsertSecret } from '../../repositories/secrets.ts';
import type { Services } from '../services.ts';
import { placeOfSecret } from './place-of-secret.ts';

/**
 * Creates a secret, or replaces its value and its hosts together, so that nobody opens an old value to a new host. Throws `conflict` when
 * the organization has as many as it may have.
 */
export async function putSecret(
  deps: Services,
  ctx: RequestContext,
  { secret_name: name, request }: { secret_name: string; request: PutSecretRequest },
): Promise<Secret> {
  const now = timestampOf(deps.clock);
  return inTransaction(deps.db, async (tx) => {
    await lockOrganization(tx, ctx);
    const stored = await findStoredSecret(tx, ctx, name);
    if (stored === null && (await countSecrets(tx, ctx)) >= LIMITS.secretsPerOrganization) {
      const limit = LIMITS.secretsPerOrganization;
      throw new EverrunsError('conflict', `An organization may have ${limit} secrets; delete one first.`);
    }
    const id = stored?.id ?? deps.ids.uuid();
    const hosts = [...new Set(request.hosts)];
    const secret: Secret = { name, hosts, created_at: stored?.created_at ?? now, updated_at: now };
    const payload = deps.envelope.encrypt(request.value, placeOfSecret(ctx, id));
    await upsertSecret(tx, ctx, { id, secret, payload });
    return secret;
  });
}
