import { randomUUID } from 'node:crypto';
import { sleep } from '@everruns/kernel';
import pg from 'pg';
import { inject } from 'vitest';
import './vitest-context.ts';
import { migrate } from '../db/migrate.ts';

export interface TestDatabase extends AsyncDisposable {
  url: string;
}

const TEMPLATE = 'everruns_template';

/** Creates a migrated database, copied from a template that the run's first caller makes. It is dropped on disposal. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withServer(serverUrl, async (client) => {
    // One copy at a time: CREATE DATABASE fails while another connection uses the template.
    await client.query(`select pg_advisory_lock(hashtext('${TEMPLATE}'))`);
    await ensureTemplate(client, serverUrl);
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
  return {
    url: urlOf(serverUrl, name),
    [Symbol.asyncDispose]: () =>
      withServer(serverUrl, async (client) => {
        await waitForClients(client, name);
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** A connection that is about to close would hear that its database is dropped, and nobody listens to it any more. */
async function waitForClients(client: pg.Client, name: string): Promise<void> {
  for (let looks = 0; looks < 25; looks += 1) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name]);
    if (rowCount === 0) return;
    await sleep(20);
  }
}

async function ensureTemplate(client: pg.Client, serverUrl: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [TEMPLATE]);
  if (rowCount === 1) return;
  await client.query(`drop database if exists ${TEMPLATE}`);
  await client.query(`create database ${TEMPLATE}`);
  await migrate({ url: urlOf(serverUrl, TEMPLATE) });
  await client.query(`alter database ${TEMPLATE} is_template true`);
}

async function withServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
