import { ApiClient } from '../dev/api-client.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { FULL_AUTH, PASSWORD } from '../e2e/two-organizations.ts';

/** The slots for turns of such a stack. */
export const FAIR_SLOTS = 256;

/** The settings of a stack on which organizations share the slots. */
export const FAIR_ENV = {
  ...FULL_AUTH,
  DEFAULT_KEYS_SHARED: 'true',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '100000',
  MAX_CONCURRENT_TURNS: String(FAIR_SLOTS),
};

/** An organization with one person and one agent. */
export interface Organization {
  id: string;
  api: ApiClient;
  agentId: string;
}

interface Registered {
  organization_id: string;
  tokens: { access_token: string };
}

/** Registers a person. `address`: where a proxy says that the request comes from, because registrations are limited by network. */
export async function register(
  urls: readonly string[],
  { name, address }: { name: string; address?: string },
): Promise<Organization> {
  const body = { email: `${name}@fair.example`, password: PASSWORD, grant: 'tokens' };
  const headers: Record<string, string> = address === undefined ? {} : { 'x-forwarded-for': address };
  const anybody = new ApiClient(urls, headers);
  const { organization_id: id, tokens } = await anybody.json<Registered>('POST', '/v1/auth/register', { body });
  const api = new ApiClient(urls, { ...headers, authorization: `Bearer ${tokens.access_token}` });
  return { id, api, agentId: (await api.createAgent({ capabilities: [] })).id };
}

export async function openSession({ api, agentId }: Organization): Promise<string> {
  return (await api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agentId } })).id;
}

const BEGUN = '(select min(a.begun_at) from atoms a where a.org_id = t.org_id and a.turn_id = t.id)';
const JUMPED = `with begun as (select t.org_id, t.id, t.created_at as arrived, ${BEGUN} as begun from turns t)
  select count(*)::int as count from begun own join begun other on other.org_id = $2 and other.begun between own.arrived and own.begun
  where own.id = any($1::uuid[])`;

const OVERTAKEN = `with begun as (select t.org_id, t.id, t.created_at as arrived, ${BEGUN} as begun from turns t)
  select count(*)::int as count from begun own where own.id = any($1::uuid[]) and own.begun - own.arrived > $3 * interval '1 millisecond'
    and exists (select from begun other where other.org_id = $2 and other.arrived > own.arrived and other.begun < own.begun)`;

/** How many of these turns waited longer than that, while a turn of an organization that had arrived after them began before them. */
export async function countOvertaken(
  databaseUrl: string,
  { turnIds, by, waitMs }: { turnIds: readonly string[]; by: Pick<Organization, 'id'>; waitMs: number },
): Promise<number> {
  const [row] = await queryPostgres<{ count: number }>(databaseUrl, OVERTAKEN, [turnIds, by.id, waitMs]);
  return row?.count ?? Number.NaN;
}

/** How many turns of an organization a runner began between the arrival of these turns and their own beginning. */
export async function countJumped(
  databaseUrl: string,
  { turnIds, by }: { turnIds: readonly string[]; by: Pick<Organization, 'id'> },
): Promise<number> {
  const [row] = await queryPostgres<{ count: number }>(databaseUrl, JUMPED, [turnIds, by.id]);
  return row?.count ?? Number.NaN;
}
