import { migrate } from '@everruns/control-plane';
import pg from 'pg';
import { expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { useStack } from './shared-stack.ts';
import { createWorld } from './world.ts';
import { runSql } from './two-organizations.ts';

/** Its control plane has a login that owns nothing and has no right of its own, as `deploying.md` asks an operator to make it. */
const shared = useStack();
const appUrl = () => shared.running.databaseUrl;

it('a platform whose login has no right of its own does everything in the roles that it takes', async () => {
  const api = new ApiClient(shared.running.urls);
  const world = await createWorld(api);
  for (const path of [
    'usage',
    'limits',
    'audit-log',
    'approvals',
    'devices',
    'mcp-servers',
    'sessions?search=first&tag=x',
  ])
    expect((await api.fetch('GET', `/v1/${path}`)).status, path).toBe(200);
  expect((await api.fetch('DELETE', `/v1/sessions/${world.session_id}`)).status).toBe(204);
  // `everruns serve` does the same at its start.
  expect(await migrate({ url: appUrl() })).toEqual([]);
  const owned = `select 1 from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname ~ '^everruns_'
    union all select 1 from pg_class c, aclexplode(c.relacl) x join pg_roles r on r.oid = x.grantee where r.rolname = 'everruns_app'`;
  expect(await runSql(appUrl(), owned)).toEqual([]);
});

it('neither that login nor a role of it changes the schema, drops a row’s guard or reads past it', async () => {
  const app = new pg.Client({ connectionString: appUrl() });
  await app.connect();
  for (const role of ['none', 'everruns_request', 'everruns_engine', 'everruns_accounts']) {
    await app.query(`set role ${role}`);
    for (const sql of [
      'drop table event_chunks',
      'alter table turns drop constraint turns_pkey',
      'alter table sessions disable row level security',
      'drop policy everruns_own on sessions',
      'truncate sessions',
      'create table mine (id int)',
      'set role postgres',
    ])
      await expect(app.query(sql), `${role}: ${sql}`).rejects.toMatchObject({ code: '42501' });
  }
  await app.end();
});
