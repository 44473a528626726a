import { migrate } from '@everruns/control-plane';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { runSql } from './two-organizations.ts';

/** The statements that `apps/control-plane/README.md` asks an operator to run after `everruns migrate`. */
const GRANTS = `
  create role everruns_app login password 'app-password';
  grant usage on schema public to everruns_app;
  grant select, insert, update, delete on all tables in schema public to everruns_app;`;

let stack: Stack;
let appUrl = '';
beforeAll(async () => {
  const postgres = async (ownerUrl: string): Promise<string> => {
    await runSql(ownerUrl, GRANTS);
    const url = new URL(ownerUrl);
    url.username = 'everruns_app';
    url.password = 'app-password';
    return (appUrl = url.href);
  };
  stack = await startStack({ runner: 'local', proxies: { postgres } });
});
afterAll(() => stack[Symbol.asyncDispose]());

it('the platform runs as a role that owns no table, and that can neither change the schema nor drop a row’s guard', async () => {
  const api = new ApiClient(stack.urls);
  const session = await api.createSession();
  const { turn } = await api.post(session.id, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Three.]]', {
    wait: 20,
  });
  expect(turn.status).toBe('completed');
  await api.json('POST', `/v1/sessions/${session.id}/fs/a.txt`, { body: { content: 'a' } });
  expect((await api.fetch('DELETE', `/v1/sessions/${session.id}`)).status).toBe(204);
  // `everruns serve` does the same at its start.
  expect(await migrate({ url: appUrl })).toEqual([]);
  expect(await runSql(appUrl, "select tablename from pg_tables where tableowner = 'everruns_app'")).toEqual([]);
  const app = new pg.Client({ connectionString: appUrl });
  await app.connect();
  for (const sql of [
    'drop table event_chunks',
    'alter table turns drop constraint turns_pkey',
    'truncate sessions',
    'create table mine (id int)',
  ]) {
    await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
  }
  await app.end();
});
