import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startPostgresProxy, type PostgresProxy } from './postgres-proxy.ts';

let proxy: PostgresProxy;
let direct: pg.Client;
beforeAll(async () => {
  proxy = await startPostgresProxy(inject('postgresUrl'));
  direct = new pg.Client({ connectionString: inject('postgresUrl') });
  await direct.connect();
  await direct.query('create table sessions (id int primary key, says text)');
  await direct.query(`insert into sessions values (1, '')`);
});
afterAll(async () => {
  await direct.query('drop table sessions');
  await direct.end();
  await proxy[Symbol.asyncDispose]();
});

const UPDATE = { name: 'say', text: 'update sessions set says = $1 where id = 1' };

async function connectThrough(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: proxy.url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

it.each([
  ['one statement that is prepared', (client: pg.Client, word: string) => client.query({ ...UPDATE, values: [word] })],
  [
    'a transaction',
    async (client: pg.Client, word: string) => {
      await client.query('begin');
      await client.query({ ...UPDATE, values: [word] });
      await client.query('commit');
    },
  ],
])('loses the answer to %s, which is committed', async (name, write) => {
  const client = await connectThrough();
  await write(client, 'before');
  const seen: string[] = [];
  proxy.onCommitted = ({ sent }) => {
    seen.push(sent);
    return 'drop';
  };
  await expect(write(client, name)).rejects.toThrow('Connection terminated');
  proxy.onCommitted = null;
  expect(seen).toEqual([expect.stringContaining(name)]);
  expect(seen[0]).toContain(UPDATE.text);
  expect((await direct.query('select says from sessions')).rows).toEqual([{ says: name }]);
});

it('asks nothing about what only reads, or was rolled back', async () => {
  const client = await connectThrough();
  let asked = 0;
  proxy.onCommitted = () => {
    asked += 1;
    return 'forward';
  };
  await client.query('select 1');
  await client.query('begin');
  await client.query({ ...UPDATE, values: ['never'] });
  await client.query('rollback');
  proxy.onCommitted = null;
  expect(asked).toBe(0);
  await client.end();
});
