import { createLogger } from '@everruns/log';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../db/database.ts';
import { countRowsRead } from '../db/testing/count-rows-read.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { readBacklog, watchBacklog } from './backlog-metrics.ts';

const ROWS = 2_000;
const COUNTED = 50;
/** Turns of nobody: an hour old, a minute apart, the oldest first. */
const SEED = `insert into turns (org_id, id, session_id, input_message_id, status, queue_rank, agent_version, max_iterations, timeout_ms, usage, created_at)
  select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), status, n, 1, 1, 1, '{}', now() - interval '1 hour' + n * interval '1 second'
  from generate_series(1, ${ROWS}) n, unnest(array['queued', 'waiting', 'running']) status`;

let test: TestDatabase;
/** One connection, so that its statistics can be asked for. */
let database: OpenDatabase;
const statements: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  const log = createLogger({ level: 'silent' });
  database = openDatabase({ url: test.url, size: 1, log, onStatement: (sql) => statements.push(sql) });
  await runSql(database.db, 'set session_replication_role = replica', []);
  await runSql(database.db, SEED, []);
  await runSql(database.db, 'analyze turns', []);
});
afterAll(async () => {
  await database.close();
  await test[Symbol.asyncDispose]();
});

const countRead = (): Promise<number> => countRowsRead(database.db, 'turns');

it('a scrape tells how much waits and for how long, beyond the bound by the estimate of the index', async () => {
  const exact = await readBacklog(database.db);
  expect(exact).toMatchObject({ queued: ROWS, parked: ROWS, running: ROWS, deliveries: 0, subagents: 0, outboxLag: 0 });
  const estimated = await readBacklog(database.db, COUNTED);
  for (const counted of [estimated?.queued, estimated?.parked, estimated?.running]) {
    expect(counted).toBeGreaterThan(ROWS * 0.9);
    expect(counted).toBeLessThan(ROWS * 1.1);
  }
  for (const ageS of [exact?.queueAge, exact?.parkedAge]) {
    expect(ageS).toBeGreaterThan(3_598);
    expect(ageS).toBeLessThan(3_700);
  }
});

it('what a scrape reads is bounded, whatever waits', async () => {
  await readBacklog(database.db, COUNTED);
  const before = await countRead();
  await readBacklog(database.db, COUNTED);
  // Three lists that are counted up to the bound, and the three oldest rows.
  expect((await countRead()) - before).toBeLessThanOrEqual(3 * (COUNTED + 1) + 3);
});

it('scrapes at the same time cost one statement, and a database that is away leaves the gauges out', async () => {
  const registry = new Registry();
  const scrape = watchBacklog(registry, database.db);
  statements.length = 0;
  await Promise.all([scrape(), scrape()]);
  expect(statements).toHaveLength(1);
  await scrape();
  expect(statements).toHaveLength(2);
  expect(await registry.metrics()).toMatch(/^everruns_turns_parked 2000$/m);
  await runSql(database.db, 'alter table outbox rename to moved', []);
  await scrape();
  const text = await registry.metrics();
  expect(text).toMatch(/^everruns_database_up 0$/m);
  expect(text).not.toMatch(/^everruns_turns_parked /m);
});
