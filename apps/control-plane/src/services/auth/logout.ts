import { EverrunsError } from '@everruns/schemas';
import type { Credential, Principal } from '../../auth/principal.ts';
import { deleteLogin } from '../../repositories/auth-sessions.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { noAccounts } from './login.ts';

/** Ends the caller's login: that of a browser, or the family of an access token with its refresh tokens. */
export async function logout(
  deps: Services,
  _ctx: RequestContext,
  { principal }: { principal: Principal },
): Promise<void> {
  const { id } = requireLogin(principal);
  await actAsAccounts(() => deleteLogin(deps.db, id));
  deps.credentialCache.clear();
}

/**
 * Returns the login of a person who has signed in. A key cannot do what needs one, such as making its own successor. Throws `forbidden`.
 */
export function requireLogin({ credential }: Principal): Exclude<Credential, { kind: 'none' }> {
  if (credential.kind === 'none') throw noAccounts();
  if (credential.kind === 'api_key') {
    throw new EverrunsError('forbidden', 'An API key cannot do this. Sign in as a person.');
  }
  return credential;
}
