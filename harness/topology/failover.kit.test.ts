import { judgeFigure } from '@everruns/kernel/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { freezePostgres } from '../dev/freeze-postgres.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import type { Standby } from '../dev/standby.ts';
import { isEvent, readUntil } from '../e2e/read-until.ts';

const SESSIONS = 6;
/** From the promotion until both control planes take writes again. A silent primary is noticed by the lease, within 3 + 5 s. */
const WRITES_WITHIN_MS = 12_000;
const PATIENT = { timeout: 90_000, interval: 100 };

let stack: Stack;
let standby: Standby;
beforeEach(async () => {
  stack = await startStack({ runner: 'local', controlPlanes: 2, hasStandby: true });
  if (stack.standby === null) throw new Error('a standby was asked for');
  standby = stack.standby;
});
afterEach(async () => {
  // A server that is stopped cannot end.
  await freezePostgres(stack.postgres.pid, 'SIGCONT');
  await stack[Symbol.asyncDispose]();
});

/** Turns of some sessions that are waiting for their model, and what has become of them. */
async function startTurns(api: ApiClient) {
  const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => api.createSession()));
  const posted = await Promise.all(sessions.map(({ id }) => api.post(id, '[[sim:delay 3000]][[sim:text Done.]]')));
  const ids = sessions.map(({ id }) => id);
  await Promise.all(ids.map((id) => readUntil(api, id, { until: isEvent('reason.started') })));
  const statuses = () =>
    Promise.all(
      posted.map(({ turn }, index) =>
        api.turn(ids[index] ?? '', turn.id).then(
          ({ status }) => status,
          () => 'unknown',
        ),
      ),
    );
  return { ids, statuses };
}

async function failOver(strike: () => Promise<unknown>): Promise<void> {
  const api = new ApiClient(stack.urls);
  const { ids, statuses } = await startTurns(api);
  await strike();
  await standby.promote();
  const promotedAt = performance.now();
  for (const url of stack.urls) {
    const one = new ApiClient([url]);
    const create = () => one.createSession().then(({ status }) => status, String);
    await expect.poll(create, PATIENT).toBe('idle');
  }
  const value = performance.now() - promotedAt;
  judgeFigure({ name: 'both control planes write after a promotion', value, unit: 'ms', most: WRITES_WITHIN_MS });
  // No process is declared dead within ten seconds of its own reconnection.
  await expect.poll(statuses, PATIENT).toEqual(Array.from({ length: SESSIONS }, () => 'completed'));
  for (const id of ids) {
    const events = await api.events(id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === 'turn.completed')).toHaveLength(1);
  }
  expect(stack.controlPlanes.flatMap((process) => process.takeCrashes())).toEqual([]);
}

it('a primary that is killed is replaced by its standby: turns go on, and nothing that was answered is lost', async () => {
  await failOver(() => stack.postgres.kill());
});

it('a primary that only falls silent is left by every connection, also by those that wait for its answer', async () => {
  await failOver(() => freezePostgres(stack.postgres.pid, 'SIGSTOP'));
  const sql = `select count(distinct client_port)::int as count from pg_stat_activity where application_name like 'everruns%'`;
  const [row] = await queryPostgres<{ count: number }>(standby.url, sql, []);
  // Lease and bus of both, and their pools.
  expect(row?.count).toBeGreaterThanOrEqual(6);
});
