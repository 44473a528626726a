import type { Page } from '@everruns/schemas';
import type { ApiClient } from '../dev/api-client.ts';
import { ADMIN, FULL_AUTH } from '../e2e/two-organizations.ts';
import { createWorld, type World } from '../e2e/world.ts';

/** One resource of each kind; those of an organization with accounts exist only if there are accounts. */
export type FuzzWorld = World & Partial<Record<'organization_id' | 'user_id' | 'api_key_id' | 'invitation_id', string>>;

/** Settings of a platform with accounts whose rate limit a fuzz does not reach. */
export const FUZZ_AUTH = { ...FULL_AUTH, RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000' };

/** The credentials of a fuzz and the resources that it uses in each round. */
export interface FuzzCaller {
  /** Headers of every request. */
  headers: Record<string, string>;
  makeWorld(api: ApiClient, agent: { default_model_id: string }): Promise<FuzzWorld>;
}

/** A caller without a credential, for mode none. */
export const OPEN_CALLER: FuzzCaller = { headers: {}, makeWorld: createWorld };

/** A caller for mode full with an API key of every scope. A browser whose login does not end creates the worlds. */
export async function createKeyCaller(anybody: ApiClient, clientWith: (headers: Record<string, string>) => ApiClient) {
  const login = await anybody.fetch('POST', '/v1/auth/login', { body: ADMIN });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const person = clientWith({ cookie, 'sec-fetch-site': 'same-origin' });
  const makeKey = () =>
    person.json<{ id: string; key: string }>('POST', '/v1/auth/api-keys', {
      body: { name: 'fuzz', scopes: ['read', 'write', 'admin', 'approvals:resolve'] },
    });
  const { organization } = await person.json<{ organization: { id: string } }>('GET', '/v1/auth/me');
  const org = `/v1/orgs/${organization.id}`;
  let count = 0;
  const makeInvitation = () => {
    count += 1;
    const body = { email: `invited-${count}@fuzz.example`, role: 'viewer' };
    return person.json<{ id: string; token: string }>('POST', `${org}/invitations`, { body });
  };
  const members = await person.json<Page<{ user_id: string }>>('GET', `${org}/members`);
  const { key } = await makeKey();
  return {
    headers: { authorization: key },
    async makeWorld(api, agent) {
      const [world, spareKey, invitation] = [await createWorld(api, agent), await makeKey(), await makeInvitation()];
      return {
        ...world,
        organization_id: organization.id,
        user_id: members.data[0]?.user_id ?? '',
        api_key_id: spareKey.id,
        invitation_id: invitation.id,
      };
    },
  } satisfies FuzzCaller;
}
