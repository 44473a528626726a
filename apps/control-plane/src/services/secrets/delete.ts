import { LOCAL_SUBJECT } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { deleteSecretRow } from '../../repositories/secrets.ts';
import type { Services } from '../services.ts';

/** Erases a secret. Calls of tools that need it fail from then on. Throws `not_found`. */
export async function deleteSecret(
  deps: Services,
  ctx: RequestContext,
  { secret_name: name, subject: asked }: { secret_name: string; subject: string | undefined },
): Promise<void> {
  const subject = asked ?? ctx.subjects.bound ?? LOCAL_SUBJECT;
  if (!reachesSubject(ctx, subject)) throw notFound('secret');
  const isDeleted = await inTransaction(deps.db, (tx) => deleteSecretRow(tx, ctx, { name, subject }));
  if (!isDeleted) throw notFound('secret');
}
