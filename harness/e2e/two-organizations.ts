import pg from 'pg';
import { ApiClient } from '../dev/api-client.ts';
import type { Stack } from '../dev/stack.ts';
import { createWorld, type World } from './world.ts';

export const ADMIN = { email: 'ada@everruns.example', password: 'canary-password-of-ada' };
export const PASSWORD = 'canary-password-of-others';

/** Settings of a stack with accounts and open registration. */
export const FULL_AUTH = {
  AUTH_MODE: 'full',
  AUTH_ADMIN_EMAIL: ADMIN.email,
  AUTH_ADMIN_PASSWORD: ADMIN.password,
  AUTH_DISABLE_SIGNUP: 'false',
};

type Headers = Record<string, string>;

/** A user with a login and an API key. */
export interface Person {
  user_id: string;
  org_id: string;
  /** `Authorization` with an access token. */
  token: Headers;
  /** `Authorization` with an API key that has all the scopes of the user. */
  key: Headers;
}

/** Organization A with resources of every kind, its owner and a viewer; organization B with its owner. */
export interface TwoOrganizations {
  ada: Person;
  /** A viewer of A, with `X-Org-Id` in the headers. */
  vic: Person;
  bea: Person;
  /** The ids of A's resources, for the parameters of a path. */
  world: World & Record<'connection_id' | 'organization_id' | 'user_id' | 'api_key_id' | 'invitation_id', string>;
  /** Creates a key of A's owner with these scopes, bound to the subject if there is one. */
  makeKey(scopes: readonly string[], subject?: string): Promise<{ id: string; key: string }>;
  /** The headers with an expired key of A's owner. */
  expiredKey: Headers;
  /** Every secret that was shown. */
  secrets: string[];
}

interface KeyOptions {
  name?: string;
  subject?: string | undefined;
}

interface LoginAnswer {
  user: { id: string };
  organization_id: string;
  tokens: { access_token: string; refresh_token: string };
}

export async function createTwoOrganizations(stack: Stack): Promise<TwoOrganizations> {
  const anybody = new ApiClient(stack.urls);
  const secrets: string[] = [PASSWORD, ADMIN.password];
  const signIn = async (account: object, path = '/v1/auth/login'): Promise<Omit<Person, 'key'>> => {
    const answer = await anybody.json<LoginAnswer>('POST', path, { body: { ...account, grant: 'tokens' } });
    const { user, organization_id, tokens } = answer;
    secrets.push(tokens.access_token, tokens.refresh_token);
    return { user_id: user.id, org_id: organization_id, token: { authorization: `Bearer ${tokens.access_token}` } };
  };
  const keyOf = async (headers: Headers, scopes: readonly string[], { name = 'test', subject }: KeyOptions = {}) => {
    const api = new ApiClient(stack.urls, headers);
    const body = { name, scopes, subject };
    const made = await api.json<{ id: string; key: string }>('POST', '/v1/auth/api-keys', { body });
    secrets.push(made.key);
    return made;
  };
  const withKey = async (person: Omit<Person, 'key'>): Promise<Person> => ({
    ...person,
    key: { authorization: (await keyOf(person.token, ['read', 'write', 'admin', 'approvals:resolve'])).key },
  });
  const ada = await withKey(await signIn(ADMIN));
  const bea = await withKey(await signIn({ email: 'bea@b.example', password: PASSWORD }, '/v1/auth/register'));
  const api = new ApiClient(stack.urls, ada.token);
  const org = `/v1/orgs/${ada.org_id}`;
  const invite = async (email: string) => {
    const body = { email, role: 'viewer' };
    const made = await api.json<{ id: string; token: string }>('POST', `${org}/invitations`, { body });
    secrets.push(made.token);
    return made;
  };
  const invited = await invite('vic@v.example');
  const account = { email: 'vic@v.example', password: PASSWORD, invitation_token: invited.token };
  const vic = await signIn(account, '/v1/auth/register');
  const viewer = { ...vic.token, 'x-org-id': ada.org_id };
  const expired = await keyOf(ada.token, ['read', 'write', 'admin'], { name: 'expired' });
  await runSql(
    stack.postgres.url,
    `update api_keys set expires_at = now() - interval '1 s' where id = '${expired.id}'`,
  );
  const pending = await invite('pending@v.example');
  const spare = await keyOf(ada.token, ['read']);
  const world = await createWorld(api, {}, { subject: `user:${ada.user_id}` });
  return {
    ada,
    vic: { ...vic, token: viewer, key: viewer },
    bea,
    world: {
      ...world,
      organization_id: ada.org_id,
      user_id: vic.user_id,
      api_key_id: spare.id,
      invitation_id: pending.id,
      connection_id: await createConnection(stack, world.server_id),
    },
    makeKey: (scopes, subject) => keyOf(ada.token, scopes, { subject }),
    expiredKey: { authorization: expired.key },
    secrets,
  };
}

/** A login ends at an authorization server with TLS, so that its row is written here. */
async function createConnection(stack: Stack, serverId: string): Promise<string> {
  const [connection] = await runSql(
    stack.postgres.url,
    `insert into mcp_connections (org_id, id, server_id, subject, issuer, login_encrypted)
     select org_id, gen_random_uuid(), id, 'local', 'https://login.example', '{}' from mcp_servers
     where id = '${serverId}' returning id`,
  );
  return String(connection?.['id']);
}

export async function runSql(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
