import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../testing/test-database.ts';
import { ProcessLease } from './lease.ts';

/** A sequence is not rolled back, so the first row that is written is refused and the next one is not. */
const REFUSE_ONCE = `create sequence tries;
  create function refuse_once() returns trigger language plpgsql as $$
    begin if nextval('tries') = 1 then raise exception 'not now'; end if; return new; end $$;
  create trigger refuse_once before insert on processes for each row execute function refuse_once()`;
const OURS = `application_name = 'everruns-lease' and datname = current_database()`;

it('comes back after a try that had taken the lock and then failed', async () => {
  await using database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const log = pino({ level: 'silent' });
  await using lease = new ProcessLease({
    url: database.url,
    processId: randomUUID(),
    runsTurns: true,
    log,
    monotonic: () => performance.now(),
    retryMs: 100,
  });
  await lease.acquire();
  const count = async () => (await admin.query(`select from pg_stat_activity where ${OURS}`)).rowCount;
  try {
    await admin.query(REFUSE_ONCE);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${OURS}`);
    await expect.poll(() => lease.isHeld(), { interval: 1, timeout: 5_000 }).toBe(false);
    await expect.poll(() => lease.isHeld(), { timeout: 5_000 }).toBe(true);
    await expect.poll(count, { timeout: 5_000 }).toBe(1);
  } finally {
    await admin.end();
  }
});

it('renews by itself, and counts as lost by the clock when it cannot', async () => {
  await using database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  let now = 0;
  const processId = randomUUID();
  await using lease = new ProcessLease({
    url: database.url,
    processId,
    runsTurns: true,
    log: pino({ level: 'silent' }),
    monotonic: () => now,
    renewEveryMs: 20,
  });
  const expiry = async () =>
    (await admin.query('select lease_expires_at::text as at from processes where id = $1', [processId])).rows[0]?.at;
  try {
    await lease.acquire();
    const first = await expiry();
    await expect.poll(expiry).not.toBe(first);
    // While another transaction has the row, no renewal is answered.
    await admin.query('begin');
    await admin.query('select from processes where id = $1 for update', [processId]);
    now += 10_000;
    await expect.poll(() => lease.isHeld()).toBe(false);
    const held = lease.held();
    await admin.query('commit');
    await held;
    expect(lease.isHeld()).toBe(true);
  } finally {
    await admin.end();
  }
});
