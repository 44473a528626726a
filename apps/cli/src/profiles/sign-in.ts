import { hostname } from 'node:os';
import { EverrunsApiError, type Everruns, type LoginResponse } from '@everruns/sdk';
import { connectTo } from '../client/connect.ts';
import { CliError } from '../cli-error.ts';
import type { Profile } from './profile-store.ts';

/** The name of this machine, for the person who reads a list of keys. */
export function describeProgram(): string {
  return `everruns on ${hostname().replaceAll(/[^\p{L}\p{N}._-]/gu, '-') || 'a machine'}`.slice(0, 100);
}

/** Returns the profile of an API key that exists already. Throws the server's errors. */
export async function signInWithKey(apiUrl: string, apiKey: string): Promise<Profile> {
  const { user, organization } = await connectTo({ apiUrl, apiKey, orgId: null }).auth.me();
  return {
    api_url: apiUrl,
    api_key: apiKey,
    organization_id: organization.id,
    ...(user && { email: user.email }),
  };
}

/** Signs in with a password, which is sent to the server once, and returns the profile to store. Throws the server's errors. */
export async function signInWithPassword(
  apiUrl: string,
  { email, password }: { email: string; password: string },
): Promise<Profile> {
  const anonymous = connectTo({ apiUrl, apiKey: null, orgId: null });
  return keepLogin(apiUrl, await anonymous.auth.login({ email, password, grant: 'tokens' }));
}

/** Exchanges a login for an API key of this machine with the person's scopes, ends the login, and returns the profile to store. */
export async function keepLogin(apiUrl: string, { tokens, user }: LoginResponse): Promise<Profile> {
  if (tokens === undefined) throw new CliError(`${apiUrl} signed ${user.email} in without a token.`);
  const api = connectTo({ apiUrl, apiKey: tokens.access_token, orgId: null });
  const { scopes, organization } = await api.auth.me();
  const { id, key } = await api.apiKeys.create({ name: describeProgram(), scopes });
  await api.auth.logout();
  return { api_url: apiUrl, api_key: key, api_key_id: id, email: user.email, organization_id: organization.id };
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
