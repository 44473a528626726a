import { loadSdk } from '../load-sdk.ts';
import { LoginFailure } from './login-failure.ts';
import { attempt, toAuthFetch, toLogin } from './login-flow.ts';
import type { Login } from './login-types.ts';

const REVOKE_MS = 5_000;

/** Gets new tokens with the refresh token. Throws `LoginFailure`: `refused` where the person has to sign in again. */
export async function refreshLogin({ login, fetch }: { login: Login; fetch: typeof globalThis.fetch }): Promise<Login> {
  const sdk = await loadSdk();
  const { refresh_token: refreshToken } = login.tokens;
  if (refreshToken === undefined) throw new LoginFailure('refused', 'The login has expired.');
  const { authorizationServerUrl, authorizationServerMetadata, resourceMetadata } = login.discovery;
  const tokens = await attempt(sdk, () =>
    sdk.refreshAuthorization(authorizationServerUrl, {
      clientInformation: login.client,
      refreshToken,
      fetchFn: toAuthFetch(fetch),
      ...(authorizationServerMetadata === undefined ? {} : { metadata: authorizationServerMetadata as never }),
      ...(resourceMetadata === undefined ? {} : { resource: resourceMetadata.resource }),
    }),
  );
  return toLogin({ ...login, scope: login.scopes.join(' ') }, tokens);
}

/** Tells the authorization server that the tokens are no longer wanted. Whether it hears that changes nothing here. */
export async function revokeLogin({ login, fetch }: { login: Login; fetch: typeof globalThis.fetch }): Promise<void> {
  const endpoint = login.discovery.authorizationServerMetadata?.['revocation_endpoint'];
  if (typeof endpoint !== 'string') return;
  const { client, tokens } = login;
  const body = new URLSearchParams({ token: tokens.refresh_token ?? tokens.access_token, client_id: client.client_id });
  if (client.client_secret !== undefined) body.set('client_secret', client.client_secret);
  const init = { method: 'POST', body, signal: AbortSignal.timeout(REVOKE_MS) };
  await toAuthFetch(fetch)(endpoint, init).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}
