import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { migrate } from '@everruns/control-plane';
import { createTestDatabase, type TestDatabase } from '@everruns/control-plane/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/**
 * What a process of a release has asked of its database, from its start to its end: turns of every kind, and each operation of its API once.
 * A connection's number, the place of the text, its values, and how many rows were answered.
 */
const Recording = z.object({
  texts: z.array(z.string()),
  calls: z.array(z.tuple([z.number(), z.number(), z.array(z.unknown()), z.number().nullable()])),
});
const Bytes = z.strictObject({ $bytes: z.base64() });

interface Release {
  name: string;
  /** The newest of its migrations. */
  newest: string;
  /** What is done as before, although no row is counted. The release does not look at the count. */
  uncounted: RegExp;
}

const RELEASES: Release[] = [
  {
    name: '0.1.0',
    newest: '0006_fallback_model.sql',
    // The log is a view, so a trigger takes the first event of a session to it.
    uncounted: /^insert into "events".* on conflict \("session_id", "sequence"\) do nothing$/,
  },
];

const MIGRATIONS = path.resolve(import.meta.dirname, '../../migrations');

/** An empty database with the schema of the release, brought to the schema of today. */
async function openDatabase({ newest }: Release): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  await client.end();
  const directory = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  const names = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql') && name <= newest);
  await Promise.all(names.map((name) => cp(path.join(MIGRATIONS, name), path.join(directory, name))));
  await migrate({ url: database.url, directory });
  await rm(directory, { recursive: true });
  await migrate({ url: database.url });
  return database;
}

function toValue(value: unknown): unknown {
  const bytes = Bytes.safeParse(value);
  if (bytes.success) return Buffer.from(bytes.data.$bytes, 'base64');
  return Array.isArray(value) ? value.map(toValue) : value;
}

/** A row's version is the number of a transaction: whether it was still that one is known from what was answered. */
function withoutVersions(text: string, rows: number | null): string {
  return text.replaceAll(/\b\w+\.xmin = (\$\d+)::xid/g, rows === 0 ? '$1::xid is null' : '$1::xid is not null');
}

describe.each(RELEASES)('the statements of $name, on the schema of today', (release) => {
  const file = new URL(`${release.name}/statements.json.gz`, import.meta.url);
  const { texts, calls } = Recording.parse(JSON.parse(gunzipSync(readFileSync(file)).toString()));
  let database: TestDatabase;
  const clients = new Map<number, pg.Client>();
  beforeAll(async () => {
    database = await openDatabase(release);
  });
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    await database[Symbol.asyncDispose]();
  });

  async function clientOf(number: number): Promise<pg.Client> {
    const known = clients.get(number);
    if (known !== undefined) return known;
    const made = new pg.Client({ connectionString: database.url, lock_timeout: 5_000 });
    clients.set(number, made);
    await made.connect();
    return made;
  }

  /** How many rows, or the code of the error. A transaction goes on after an error as if the statement had not been. */
  async function ask(client: pg.Client, text: string, values: unknown[]): Promise<number | string | null> {
    const isInTransaction = client.getTransactionStatus() === 'T' && !/^(begin|commit|rollback)/.test(text);
    if (isInTransaction) await client.query('savepoint asked');
    try {
      return (await client.query(text, values)).rowCount;
    } catch (error) {
      if (isInTransaction) await client.query('rollback to savepoint asked');
      return error instanceof pg.DatabaseError ? `${error.code}: ${error.message}` : String(error);
    }
  }

  it('are answered as they were, in their order', async () => {
    const differing: unknown[] = [];
    for (const [number, place, values, rows] of calls) {
      const client = await clientOf(number);
      const text = withoutVersions(texts[place] ?? '', rows);
      const answer = await ask(client, text, values.map(toValue));
      if (answer !== (release.uncounted.test(text) ? 0 : rows))
        differing.push({ text: text.slice(0, 300), rows, answer });
    }
    expect(differing).toEqual([]);
  });

  it('find the first event of every session that they made in the log', async () => {
    const client = await clientOf(0);
    const sql = `select count(*)::int as sessions, (select count(*)::int from release_0_1_0.events) as left_behind,
        count(*) filter (where not exists (select from events e where e.session_id = s.id and e.sequence = 1 and e.type = 'session.started'))::int as bare
      from sessions s`;
    const { rows } = await client.query<{ sessions: number }>(sql);
    expect(rows).toEqual([{ sessions: expect.any(Number), left_behind: 0, bare: 0 }]);
    expect(rows[0]?.sessions).toBeGreaterThan(0);
  });

  it('are those of a process that starts here: the table that it reads names no migration which it does not know', async () => {
    const client = await clientOf(0);
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name');
    expect(rows.at(-1)?.name).toBe(release.newest);
  });
});
