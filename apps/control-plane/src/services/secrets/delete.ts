import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { deleteSecretRow } from '../../repositories/secrets.ts';
import type { Services } from '../services.ts';

/** Erases a secret. Calls of tools that need it fail from then on. Throws `not_found`. */
export async function deleteSecret(
  deps: Services,
  ctx: RequestContext,
  { secret_name: name }: { secret_name: string },
): Promise<void> {
  const isDeleted = await inTransaction(deps.db, (tx) => deleteSecretRow(tx, ctx, name));
  if (!isDeleted) throw notFound('secret');
}
