import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { setLimit } from '../../../services/limits/set.ts';
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
    await expect.poll(() => lease.isHeld(), { interval: 1 }).toBe(false);
    await expect.poll(() => lease.isHeld()).toBe(true);
    await expect.poll(count).toBe(1);
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
    // At once: that the connection is given up after seconds comes later.
    expect(lease.isHeld()).toBe(false);
    const held = lease.held();
    await admin.query('commit');
    await held;
    expect(lease.isHeld()).toBe(true);
  } finally {
    await admin.end();
  }
});

it('tells the other processes what organizations use of this one, and learns the limits that the operator has set', async () => {
  await using database = await createTestDatabase();
  const log = pino({ level: 'silent' });
  const orgId = DEFAULT_ORGANIZATION_ID;
  const open = (streams: number) => {
    const learned: { others: unknown[]; limits: unknown[] }[] = [];
    const lease = new ProcessLease({
      url: database.url,
      processId: randomUUID(),
      runsTurns: true,
      log,
      monotonic: () => performance.now(),
      renewEveryMs: 20,
      exchange: {
        describe: () => JSON.stringify({ [orgId]: { streams } }),
        learn: (others, limits) => void learned.push({ others, limits }),
      },
    });
    return { lease, learned };
  };
  const one = open(3);
  const two = open(4);
  await using _one = one.lease;
  await using _two = two.lease;
  await one.lease.acquire();
  await two.lease.acquire();
  await setLimit({ databaseUrl: database.url, organizationId: orgId, name: 'streams', value: 5 });
  await expect
    .poll(() => [one, two].map(({ learned }) => learned.at(-1)))
    .toEqual([
      { others: [{ [orgId]: { streams: 4 } }], limits: [[orgId, 'streams', 5]] },
      { others: [{ [orgId]: { streams: 3 } }], limits: [[orgId, 'streams', 5]] },
    ]);
  await setLimit({ databaseUrl: database.url, organizationId: orgId, name: 'streams', value: null });
  await expect.poll(() => one.learned.at(-1)?.limits).toEqual([]);
});
