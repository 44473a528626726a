import type { GetSecretRequest, GetSecretResponse } from '@everruns/internal-protocol';
import { fenced } from '../decide/begin-atom.ts';
import { checkToken } from '../decide/commit-atom.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { lockAtom } from '../statements/lock.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { transact } from '../transact/transact.ts';

/**
 * Returns a secret of the subject whose tool call the attempt runs, or else of its organization, if the host is one of the secret's. Throws `fenced` for any
 * other attempt, `not_found` and `secret_host_not_allowed`.
 */
export function getSecret(
  deps: EngineDeps,
  _ctx: ProcessContext,
  { token, name, host }: GetSecretRequest,
): Promise<GetSecretResponse> {
  return transact(deps, async (tx) => {
    const { session, turn, atom } = await lockAtom(tx, token.atom);
    if (checkToken(turn, atom, token) === 'repeated' || token.atom.kind !== 'act') throw fenced();
    const value = await deps.resolveSecret(tx, { org_id: session.org_id }, { name, subject: session.subject, host });
    return { result: { value }, change: null };
  });
}
