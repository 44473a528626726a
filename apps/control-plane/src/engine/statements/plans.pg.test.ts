import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { MESSAGES } from './load.ts';
import { LOCK_ATOM, LOCK_SESSION, LOCK_TURN } from './lock.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database[Symbol.asyncDispose]();
});

const ID = `'01a1fe88-3957-7197-9576-829b5c23cac4'::uuid`;

it.each([
  { name: 'session', sql: LOCK_SESSION, values: [ID, ID] },
  { name: 'turn', sql: LOCK_TURN, values: [ID] },
  { name: 'atom', sql: LOCK_ATOM, values: [ID, '1', `'act'`, '0'] },
])(
  'the plan that a new database keeps for the lock of a $name walks no list of sessions',
  async ({ name, sql, values }) => {
    await client.query('set plan_cache_mode = force_generic_plan');
    await client.query(`prepare lock_${name} as ${sql}`);
    const { rows } = await client.query(`explain (format json) execute lock_${name} (${values.join(', ')})`);
    const plan = JSON.stringify(rows);
    expect(plan).toContain('sessions_pkey');
    expect(plan).not.toMatch(/sessions_by_|Seq Scan/);
  },
);

it('the plan of a conversation reads from its newest summary on, and walks no log', async () => {
  await client.query('set plan_cache_mode = force_generic_plan');
  await client.query(`prepare conversation as ${MESSAGES}`);
  const { rows } = await client.query(`explain execute conversation (${ID}, ${ID}, 0)`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Backward using event_chunks_edits/);
  expect(plan).toMatch(
    /event_chunks_edits.*\n *Index Cond: .*sequence > '0'|event_chunks_edits.*\n *Index Cond: .*sequence > \$3/,
  );
  expect(plan).toMatch(/event_chunks_pkey.*\n *Index Cond: .*sequence > GREATEST/);
  expect(plan).toMatch(/event_chunks_pkey.*\n *Index Cond: .*sequence >= \(kept\.value\)/);
  expect(plan).not.toContain('Seq Scan');
  // The events of one chunk, the few edits of a session (PostgreSQL 15) and what a fork reads of others are sorted, never a session's own log.
  const withoutEdits = plan.replace(/^ {2}CTE summary\n(?: {4}.*\n)*/m, '');
  expect(withoutEdits).not.toMatch(/(?<!Incremental )Sort  \(.*\n *Sort Key: (?!"\*SELECT\* 2)/);
});
