import { judgeFigure } from '@everruns/kernel/testing';
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { medianOf, quantileOf } from '../bench/measure/median.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { reserveMemoryReader, type ProcessMemory } from '../dev/read-memory.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { answerParked } from './answer-parked.ts';
import { cloneParked, parkOne } from './clone-parked.ts';

const PARKED = 10_000;
const ANSWERED = 200;
const MAX_GROWTH_MB = 20;
/** Sweeps after which what is there has been seen, and what they found is mended. */
const SWEEPS = 5;
/** How often memory is measured: what is allocated at that moment comes and goes. */
const MEASURES = 5;
const MEGABYTE = 1024 * 1024;
const [port] = await findFreePorts(1);
const memoryReader = await reserveMemoryReader();
const shared = useStack({ env: { METRICS_ADDR: `127.0.0.1:${port}`, ...memoryReader.env } });

it(
  '10,000 parked turns cost no slot, no connection and no memory, and an answer resumes its turn',
  {
    timeout: 600_000,
  },
  async () => {
    const { api, running } = shared;
    const id = await parkOne(api);
    await untilSwept();
    const before = await measure();
    const ids = await cloneParked(running.postgres.url, id, PARKED);
    expect(ids).toHaveLength(PARKED);
    await untilSwept();
    const after = await measure();
    const [resident, held] = [after.rss - before.rss, after.held - before.held];
    judgeFigure({ name: `resident for ${PARKED} parked turns`, value: resident, unit: 'MB', most: MAX_GROWTH_MB });
    judgeFigure({ name: `in use for ${PARKED} parked turns`, value: held, unit: 'MB', most: MAX_GROWTH_MB });
    expect(after.connections).toBeLessThanOrEqual(before.connections);
    expect(after.handles - before.handles).toBeLessThanOrEqual(5);
    expect(after.running).toBe(0);
    const times: number[] = [];
    for (const approval of ids.slice(0, ANSWERED)) times.push(await answerParked(api, approval));
    judgeFigure({
      name: `an answer resumes its turn at p99, with ${PARKED} parked`,
      value: quantileOf(times, 0.99),
      unit: 'ms',
      most: 150,
    });

    async function measure() {
      const [controlPlane] = running.controlPlanes;
      const { pid } = controlPlane ?? { pid: 0 };
      const [row] = await queryPostgres<{ connections: number; running: number }>(
        running.postgres.url,
        `select (select count(*) from pg_stat_activity where client_port > 0)::int as connections,
        (select count(*) from turns where status = 'running')::int as running`,
        [],
      );
      // Sockets, files and the timers' descriptors.
      const handles = (await readdir(`/proc/${pid}/fd`)).length;
      const memory = await measureMemory();
      return { ...memory, handles, connections: row?.connections ?? 0, running: row?.running ?? 0 };
    }
  },
);

/** Megabytes that are resident and in use once garbage is collected: the median of a few measures. */
async function measureMemory(): Promise<{ rss: number; held: number }> {
  const measured: ProcessMemory[] = [];
  while (measured.length < MEASURES) {
    measured.push(await memoryReader.read());
    await untilSwept(1);
  }
  const median = (read: (one: ProcessMemory) => number) => medianOf(measured.map(read)) / MEGABYTE;
  return { rss: median(({ rss }) => rss), held: median(({ used }) => used) };
}

async function untilSwept(times = SWEEPS): Promise<void> {
  const before = await countSweeps();
  await expect.poll(countSweeps, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + times);
}

async function countSweeps(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const counts = [...text.matchAll(/^everruns_sweep_seconds_count\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
