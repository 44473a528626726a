import { EverrunsError, LIMITS, type PutSecretRequest, type Secret } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { subjectOfNew } from '../../kernel/subject-reach.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import { countSecrets, findStoredSecret, upsertSecret } from '../../repositories/secrets.ts';
import type { Services } from '../services.ts';
import { placeOfSecret } from './place-of-secret.ts';

export interface PutSecretInput {
  secret_name: string;
  /** Default: the subject to which the caller is bound, else the organization. */
  subject: string | undefined;
  request: PutSecretRequest;
}

/**
 * Creates a secret, or replaces its value and its hosts together, so that nobody opens an old value to a new host. Throws `conflict` when
 * the organization has as many as it may have, and `forbidden` for the subject of somebody else.
 */
export async function putSecret(
  deps: Services,
  ctx: RequestContext,
  { secret_name: name, subject: asked, request }: PutSecretInput,
): Promise<Secret> {
  const subject = subjectOfNew(ctx, asked);
  const now = timestampOf(deps.clock);
  return inTransaction(deps.db, async (tx) => {
    await lockOrganization(tx, ctx);
    const stored = await findStoredSecret(tx, ctx, { name, subject });
    if (stored === null && (await countSecrets(tx, ctx)) >= LIMITS.secretsPerOrganization) {
      const limit = LIMITS.secretsPerOrganization;
      throw new EverrunsError('conflict', `An organization may have ${limit} secrets; delete one first.`);
    }
    const id = stored?.id ?? deps.ids.uuid();
    const hosts = [...new Set(request.hosts)];
    const secret: Secret = { name, subject, hosts, created_at: stored?.created_at ?? now, updated_at: now };
    const payload = deps.envelope.encrypt(request.value, placeOfSecret(ctx, id));
    await upsertSecret(tx, ctx, { id, secret, payload });
    return secret;
  });
}
