import { randomBytes } from 'node:crypto';
import { LoginResponse, type OrganizationId, type UserId } from '@everruns/schemas';
import { z } from 'zod';
import { AuthEnvironment, toAuthSettings, type AuthSettings } from '../config/auth.ts';
import type { ApiAnswer, TestApi } from './test-api.ts';

export const ADMIN = { email: 'Admin@everruns.example', password: 'correct horse battery' };
export const PASSWORD = 'staple staple staple';

/** The settings of a mode with accounts. Signup is open unless `env` closes it. */
export function authSettings(mode: 'admin' | 'full', env: Record<string, string> = {}): AuthSettings {
  const given = {
    AUTH_ADMIN_EMAIL: ADMIN.email,
    AUTH_ADMIN_PASSWORD: ADMIN.password,
    AUTH_DISABLE_SIGNUP: 'false',
    ...env,
  };
  return toAuthSettings(AuthEnvironment.parse(given), mode);
}

/** A person who has signed in with a browser and with an API client. */
export interface Person {
  user_id: UserId;
  org_id: OrganizationId;
  cookie: string;
  accessToken: string;
  refreshToken: string;
}

/** Returns an address that no account has. */
export function newEmail(): string {
  return `${randomBytes(4).toString('hex')}@auth.example`;
}

/** Returns the first cookie that an answer sets, as a browser sends it back. */
export function cookieOf({ headers }: ApiAnswer): string {
  const set = headers['set-cookie'];
  return (Array.isArray(set) ? set[0] : set)?.split(';')[0] ?? '';
}

/** Signs in twice: with a cookie, and with tokens. */
export async function signIn(api: TestApi, account: { email: string; password: string }): Promise<Person> {
  const browser = await api.call('POST', '/v1/auth/login', { body: account });
  const client = await api.call('POST', '/v1/auth/login', { body: { ...account, grant: 'tokens' } });
  const { user, organization_id, tokens } = LoginResponse.parse(client.json);
  const { access_token = '', refresh_token = '' } = tokens ?? {};
  return {
    user_id: user.id,
    org_id: organization_id,
    cookie: cookieOf(browser),
    accessToken: access_token,
    refreshToken: refresh_token,
  };
}

export async function registerPerson(api: TestApi, email: string): Promise<Person> {
  // Each request comes from its own address, because the limit is per address.
  const address = Buffer.from(email.padStart(16))
    .subarray(0, 8)
    .toString('hex')
    .replaceAll(/(.{4})(?!$)/g, '$1:');
  const headers = { 'x-forwarded-for': `${address}::1` };
  await api.call('POST', '/v1/auth/register', { body: { email, password: PASSWORD }, headers });
  return signIn(api, { email, password: PASSWORD });
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** Creates an API key of this person, with the given scopes. */
export async function makeKey(api: TestApi, person: Person, given: object = {}): Promise<{ id: string; key: string }> {
  const answer = await api.call('POST', '/v1/auth/api-keys', {
    body: { name: 'test', ...given },
    headers: bearer(person.accessToken),
  });
  return z.object({ id: z.string(), key: z.string() }).parse(answer.json);
}
