import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import type { TemporalDatabases } from './temporal-config.ts';

const run = promisify(execFile);

/** Creates the databases that are missing and migrates both schemas to the server's version. */
export async function prepareTemporalDatabases(sqlTool: string, databases: TemporalDatabases): Promise<void> {
  await prepareDatabase(sqlTool, databases.postgresUrl, { name: databases.defaultName, schema: 'temporal' });
  await prepareDatabase(sqlTool, databases.postgresUrl, { name: databases.visibilityName, schema: 'visibility' });
}

export async function dropTemporalDatabases(databases: TemporalDatabases): Promise<void> {
  await withClient(databases.postgresUrl, async (client) => {
    for (const name of [databases.defaultName, databases.visibilityName]) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    }
  });
}

async function prepareDatabase(sqlTool: string, postgresUrl: string, database: { name: string; schema: string }) {
  await withClient(postgresUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [database.name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database.name)}`);
  });
  const url = new URL(postgresUrl);
  const connection = ['--plugin', 'postgres12', '--ep', url.hostname, '-p', url.port || '5432', '--db', database.name];
  const credentials = ['-u', decodeURIComponent(url.username), '--pw', decodeURIComponent(url.password)];
  url.pathname = `/${database.name}`;
  if (!(await hasSchema(url.href))) await run(sqlTool, [...connection, ...credentials, 'setup-schema', '-v', '0.0']);
  const schemaName = `postgresql/v12/${database.schema}`;
  await run(sqlTool, [...connection, ...credentials, 'update-schema', '--schema-name', schemaName]);
}

async function hasSchema(databaseUrl: string): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    const found = await client.query(`select to_regclass('schema_version') is not null as found`);
    return found.rows[0]?.found === true;
  });
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
