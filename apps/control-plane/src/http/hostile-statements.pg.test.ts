import { createInlineOffload } from '@everruns/core/testing';
import { systemClock } from '@everruns/kernel';
import { DEFAULT_ORGANIZATION_ID, OrganizationId } from '@everruns/schemas';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATOR } from '../auth/principal.ts';
import { openDatabase, runSql, type OpenDatabase } from '../db/database.ts';
import { createIds } from '../kernel/create-ids.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createHttpApp } from './app.ts';
import { defineRoute } from './route.ts';

const log = pino({ level: 'silent' });
const OTHER = OrganizationId.parse(v7());

/** Every table and view that has rows of organizations, as the owner finds them. */
const TABLES = `select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attname = 'org_id' and not a.attisdropped`;

let database: TestDatabase;
let served: OpenDatabase;
let owner: OpenDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  served = openDatabase({ url: database.url, size: 2, hasRoles: true, log });
  owner = openDatabase({ url: database.url, size: 1, log });
  await runSql(owner.db, `insert into organizations (id, name) values ($1, 'other')`, [OTHER]);
  for (const org of [DEFAULT_ORGANIZATION_ID, OTHER]) {
    const agent = v7();
    await runSql(
      owner.db,
      `insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy)
       values ($1, $2, 'a', 'b', '[]', '[]', '{}', 'queue')`,
      [org, agent],
    );
    await runSql(
      owner.db,
      `insert into sessions (org_id, id, agent_id, title, usage) values ($1, gen_random_uuid(), $2, 'secret', '{}')`,
      [org, agent],
    );
  }
});
afterAll(async () => {
  await served.close();
  await owner.close();
  await database[Symbol.asyncDispose]();
});

/** What a request is answered in whose transaction this statement runs, as if somebody had got it in. */
async function answerOf(sql: string, orgId = DEFAULT_ORGANIZATION_ID): Promise<unknown> {
  const route = defineRoute({
    path: '/v1/things',
    method: 'get',
    operationId: 'list_things',
    summary: 'Things',
    tag: 'things',
    scopes: ['read'],
    auth: 'session',
    responses: [{ kind: 'json', status: 200, description: 'Things', schema: z.object({ rows: z.unknown() }) }],
    errors: [],
    handler: async () => ({ value: { rows: await served.db.transaction().execute((tx) => runSql(tx, sql, [])) } }),
  });
  const app = createHttpApp({
    routes: [route],
    authenticate: async () => ({ ...OPERATOR, orgId }),
    apiLimits: null,
    recordAudit: async () => {},
    trustedProxyHops: 0,
    hostPolicy: { allowedHosts: [], corsAllowedOrigins: [] },
    log,
    clock: systemClock,
    ids: createIds(systemClock),
    offload: createInlineOffload(),
  });
  const headers = { host: 'localhost', 'sec-fetch-site': 'same-origin' };
  const response = await app.request('http://localhost/v1/things', { headers }, {});
  if (response.status !== 200) return response.status;
  return ((await response.json()) as { rows: unknown }).rows;
}

it.each([DEFAULT_ORGANIZATION_ID, OTHER])('a raw statement in a request of %s sees its sessions alone', async (org) => {
  expect(await answerOf('select org_id from sessions', org)).toEqual([{ org_id: org }]);
  expect(await answerOf(`select org_id from sessions where true or title = 'secret'`, org)).toEqual([{ org_id: org }]);
  expect(await answerOf('select org_id from sessions union all select org_id from own_sessions', org)).toEqual([
    { org_id: org },
    { org_id: org },
  ]);
});

it('no table and no view shows a row of another organization to a raw statement', async () => {
  const tables = await runSql<{ name: string }>(owner.db, TABLES, []);
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables) {
    const found = await answerOf(
      `select count(*)::int as count from ${name} where org_id <> '${DEFAULT_ORGANIZATION_ID}'`,
    );
    expect([500, JSON.stringify([{ count: 0 }])], name).toContain(
      typeof found === 'number' ? found : JSON.stringify(found),
    );
  }
});

it('a function in the condition of a raw statement is not called with a row of another organization', async () => {
  const leak = `select count(*)::int as count from sessions where 1 / (case when org_id = '${OTHER}' then 0 else 1 end) = 1`;
  expect(await answerOf(leak)).toEqual([{ count: 1 }]);
  expect(await answerOf(leak, OTHER)).toBe(500);
});

it.each([
  `update sessions set title = 'mine' where org_id = '${OTHER}' returning id`,
  `delete from sessions where org_id = '${OTHER}' returning id`,
])('%s touches nothing', async (sql) => {
  expect(await answerOf(sql)).toEqual([]);
  expect(await runSql(owner.db, `select title from sessions where org_id = $1`, [OTHER])).toEqual([
    { title: 'secret' },
  ]);
});

it('the table through which release 0.1.0 makes sessions leads into no log of another organization', async () => {
  const insert = (
    org: string,
  ) => `insert into release_0_1_0.events (org_id, session_id, sequence, id, type, ts, context, data)
    values ('${org}', gen_random_uuid(), 1, gen_random_uuid(), 'session.started', now(), '{}', '{}')`;
  expect(await answerOf(insert(OTHER))).toBe(500);
  expect(await runSql(owner.db, 'select 1 from event_chunks where org_id = $1', [OTHER])).toEqual([]);
});

it('a table that only the owner may use is refused', async () => {
  for (const sql of [
    'select password_hash from users',
    'select * from refresh_tokens',
    'select * from platform_settings',
    'select pg_read_file($$/etc/passwd$$)',
    'copy sessions to $$/tmp/x$$',
    'alter table sessions disable row level security',
    'create table mine (n int)',
  ])
    expect(await answerOf(sql), sql).toBe(500);
});
