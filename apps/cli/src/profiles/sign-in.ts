import { hostname } from 'node:os';
import { EverrunsApiError, type Everruns } from '@everruns/sdk';
import { connectTo } from '../client/connect.ts';
import { CliError } from '../cli-error.ts';
import type { Profile } from './profile-store.ts';

/** The credential with which a person signs in. */
export type Proof = { kind: 'password'; email: string; password: string } | { kind: 'api_key'; apiKey: string };

/**
 * Signs in and returns the profile to store. A password is sent to the server once; the profile contains
 * an API key that is created for this machine, with the person's scopes. Throws the server's errors.
 */
export async function signIn(apiUrl: string, proof: Proof): Promise<Profile> {
  if (proof.kind === 'api_key') {
    const { user, organization } = await connectTo({ apiUrl, apiKey: proof.apiKey, orgId: null }).auth.me();
    return {
      api_url: apiUrl,
      api_key: proof.apiKey,
      organization_id: organization.id,
      ...(user && { email: user.email }),
    };
  }
  const anonymous = connectTo({ apiUrl, apiKey: null, orgId: null });
  const { tokens } = await anonymous.auth.login({ email: proof.email, password: proof.password, grant: 'tokens' });
  if (tokens === undefined) throw new CliError(`${apiUrl} signed ${proof.email} in without a token.`);
  const api = connectTo({ apiUrl, apiKey: tokens.access_token, orgId: null });
  const { scopes, organization } = await api.auth.me();
  const { id, key } = await api.apiKeys.create({ name: `everruns on ${hostname()}`, scopes });
  await api.auth.logout();
  return { api_url: apiUrl, api_key: key, api_key_id: id, email: proof.email, organization_id: organization.id };
}

/**
 * Deletes the key that the login made. A key that no longer exists counts as deleted. Returns false if
 * the server refuses, so the key may still be valid.
 */
export async function deleteKey(api: Everruns, { api_key_id }: Profile): Promise<boolean> {
  if (api_key_id === undefined) return true;
  try {
    await api.apiKeys.delete(api_key_id);
    return true;
  } catch (error) {
    if (!(error instanceof EverrunsApiError)) throw error;
    return error.status === 401 || error.status === 404;
  }
}
