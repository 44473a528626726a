import type { GetSecretRequest, GetSecretResponse } from '@everruns/internal-protocol';
import { fenced } from '../decide/begin-atom.ts';
import { checkToken } from '../decide/commit-atom.ts';
import type { SecretToPrepare } from '../ports/secrets.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { lockAtom } from '../statements/lock.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { transact } from '../transact/transact.ts';

/**
 * Returns a secret of the subject whose tool call the attempt runs, or else of its organization, if the host is one of the secret's. Throws `fenced` for any
 * other attempt, `not_found` and `secret_host_not_allowed`.
 */
export async function getSecret(
  deps: EngineDeps,
  _ctx: ProcessContext,
  input: GetSecretRequest,
): Promise<GetSecretResponse> {
  const found = await readSecret(deps, input, false);
  if (typeof found === 'string') return { value: found };
  await found.prepare();
  const value = await readSecret(deps, input, true);
  if (typeof value !== 'string') throw new Error('a secret is prepared once');
  return { value };
}

function readSecret(
  deps: EngineDeps,
  { token, name, host }: GetSecretRequest,
  isPrepared: boolean,
): Promise<string | SecretToPrepare> {
  return transact(deps, async (tx) => {
    const { session, turn, atom } = await lockAtom(tx, token.atom);
    if (checkToken(turn, atom, token) === 'repeated' || token.atom.kind !== 'act') throw fenced();
    const wanted = { name, subject: session.subject, host, isPrepared };
    return { result: await deps.resolveSecret(tx, { org_id: session.org_id }, wanted), change: null };
  });
}
