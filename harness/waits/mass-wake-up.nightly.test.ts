import type { Page, Wait } from '@everruns/schemas';
import { expect, it } from 'vitest';
import {
  countJumped,
  FAIR_ENV,
  FAIR_SLOTS,
  openSession,
  register,
  type Organization,
} from '../contracts/organizations.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { cloneParked, parkOne } from './clone-parked.ts';

const PARKED = 10_000;
/** Answers that are under way at the same time. */
const AT_ONCE = 100;
/** Turns of the other organization for which it is counted what began before them. */
const SLOWEST = 5;
const PATIENCE_MS = 500_000;
const [port] = await findFreePorts(1);
const shared = useStack({
  env: { ...FAIR_ENV, RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000', METRICS_ADDR: `127.0.0.1:${port}` },
});

it(`${PARKED} parked turns that are answered at once all go on, and others are served meanwhile`, async () => {
  const { urls, postgres, controlPlanes } = shared.running;
  const [noisy, quiet] = [await register(urls, { name: 'noisy' }), await register(urls, { name: 'quiet' })];
  const session = await parkOne(noisy.api);
  const ids = await cloneParked(postgres.url, session, PARKED);
  const startedAt = performance.now();
  const looking = new AbortController();
  const seen = lookUntil(looking.signal, quiet);
  await answerAll(noisy, ids);
  const answeredMs = performance.now() - startedAt;
  const left = () => count(`select count(*)::int as count from turns where org_id = $1 and ended_at is null`, noisy);
  // The first one still waits.
  await expect.poll(left, { timeout: PATIENCE_MS, interval: 500 }).toBe(1);
  const doneMs = performance.now() - startedAt;
  looking.abort();
  const { turns, waitedFor, failures } = await seen;
  const slowest = turns.toSorted((one, other) => other.ms - one.ms).slice(0, SLOWEST);
  const jumped: number[] = [];
  for (const { id } of slowest) jumped.push(await countJumped(postgres.url, { turnIds: [id], by: noisy }));
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  console.log(
    `${PARKED} answers took ${seconds(answeredMs)}, all turns had ended after ${seconds(doneMs)}; at most ${waitedFor} waited for a connection; ` +
      `${turns.length} turns of another organization took at most ${seconds(slowest[0]?.ms ?? 0)}, ${Math.max(...jumped)} began before one of them`,
  );
  expect(failures).toEqual([]);
  expect(controlPlanes.flatMap((process) => process.takeCrashes())).toEqual([]);
  for (const many of jumped) expect(many).toBeLessThan(FAIR_SLOTS);
  await judge(noisy);

  /** Each call has run once, and each turn has come to its end. */
  async function judge(organization: Organization): Promise<void> {
    expect(
      await count(`select count(*)::int as count from turns where org_id = $1 and status = 'completed'`, organization),
    ).toBe(PARKED);
    expect(
      await count(`select count(*)::int as count from waits where org_id = $1 and status = 'resolved'`, organization),
    ).toBe(PARKED);
    const results = `select count(*)::int as count from (select session_id from recorded_events
      where org_id = $1 and type = 'tool.completed' group by session_id having count(*) = 1) as once`;
    expect(await count(results, organization)).toBe(PARKED);
  }

  async function count(sql: string, { id }: Organization): Promise<number> {
    const [row] = await queryPostgres<{ count: number }>(postgres.url, sql, [id]);
    return row?.count ?? -1;
  }
});

async function answerAll({ api }: Organization, ids: readonly string[]): Promise<void> {
  const left = ids.values();
  const answerNext = async () => {
    for (const id of left)
      await api.json<Wait>('POST', `/v1/approvals/${id}/resolve`, { body: { decision: 'approve' } });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, answerNext));
}

/** Uses the product as another organization does, and looks how busy it is, until everything is over. */
async function lookUntil(signal: AbortSignal, quiet: Organization) {
  const turns: { id: string; ms: number }[] = [];
  const failures: unknown[] = [];
  let waitedFor = 0;
  while (!signal.aborted) {
    try {
      const session = await openSession(quiet);
      const startedAt = performance.now();
      const { turn } = await quiet.api.post(session, '[[sim:text Here I am.]]', { wait: 60 });
      expect(turn.status).toBe('completed');
      turns.push({ id: turn.id, ms: performance.now() - startedAt });
      await quiet.api.json<Page<object>>('GET', '/v1/sessions');
      waitedFor = Math.max(waitedFor, await readWaiting());
    } catch (error) {
      failures.push(error);
    }
  }
  return { turns, failures, waitedFor };
}

/** What waits for a connection to the database. */
async function readWaiting(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const counts = [...text.matchAll(/^everruns_database_connections\{[^}]*state="waiting"[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
