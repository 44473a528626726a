import { existsSync } from 'node:fs';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './postgres.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('what was committed before kill -9 is there after a restart on the same address', async () => {
  await using server = await startPostgres({ version: '18', settings: { fsync: 'on' } });
  const firstPid = server.pid;
  await query(server.url, 'create table kept as select 1 as n');
  const idle = new pg.Client({ connectionString: server.url });
  idle.on('error', () => undefined);
  await idle.connect();
  await server.kill();
  await expect(query(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  await server.restart();
  expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
  expect(server.pid).not.toBe(firstPid);
});

it('stop deletes a temporary data folder', async () => {
  const server = await startPostgres({ version: '18' });
  await server.stop();
  expect(existsSync(server.dataDir)).toBe(false);
});
