import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../../migrations', import.meta.url));
const NAME = '0007_accounts.sql';

it('0007 takes credentials out of addresses that an earlier release stored, and leaves the others as they are', async () => {
  await using database = await createTestDatabase();
  const directory = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('drop schema public cascade; create schema public');
    await cp(MIGRATIONS, directory, {
      recursive: true,
      filter: (from) => !/\/\d{4}_/.test(from) || from < path.join(MIGRATIONS, NAME),
    });
    await migrate({ url: database.url, directory });
    const addresses = [
      ['https://user:hunter@models.example/v1?a=b@c', 'https://models.example/v1?a=b@c'],
      ['http://hunter@127.0.0.1:8080', 'http://127.0.0.1:8080'],
      ['https://u:p@q@models.example', 'https://models.example'],
      ['https://models.example/@user/v1', 'https://models.example/@user/v1'],
      ['https://models.example?q=@', 'https://models.example?q=@'],
    ];
    for (const [before] of addresses) {
      await client.query(
        `insert into llm_providers (org_id, id, name, provider_type, base_url) values ($1, gen_random_uuid(), $2, 'openai', $2)`,
        [DEFAULT_ORGANIZATION_ID, before],
      );
    }
    await cp(path.join(MIGRATIONS, NAME), path.join(directory, NAME));
    await migrate({ url: database.url, directory });
    const { rows } = await client.query<{ name: string; base_url: string }>('select name, base_url from llm_providers');
    const stored = new Map(rows.map(({ name, base_url }) => [name, base_url]));
    expect(addresses.map(([before = '']) => stored.get(before))).toEqual(addresses.map(([, after]) => after));
  } finally {
    await client.end();
    await rm(directory, { recursive: true });
  }
});
