import { setTimeout as sleep } from 'node:timers/promises';
import { openStreams } from '../load/open-streams.ts';
import { requestJson } from '../load/request-json.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { readCpuMs, readRssBytes } from '../measure/cpu-time.ts';
import { medianOf } from '../measure/median.ts';
import { startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const COUNTS = [1_000, 5_000, 10_000] as const;
const SESSIONS = 1_000;
const REPEATS = 3;
/** Long enough for more than one heartbeat. */
const IDLE_MS = 16_000;
const SETTLE_MS = 3_000;
const KIB = 1024;
const MAX_KIB = 25;
const LEAST_RATE = 0.7;
const MAX_CPU_PERCENT = 2;

interface Measured {
  rates: number[];
  kibPerStream: number;
  cpuPercent: number;
}

/** Measures many idle event streams: the memory of one, the rate at which they open, and the cost of keeping them open. */
export async function benchSseStreams(world: World): Promise<BenchRow[]> {
  const measured: { count: number; result: Measured }[] = [];
  for (const count of COUNTS) measured.push({ count, result: await measure(world, count) });
  const points = (pick: (result: Measured) => number) =>
    measured.map(({ count, result }) => ({ x: count, y: Math.max(pick(result), 0.01) }));
  world.figures.push({
    name: 'sse-streams',
    title: 'Idle event streams in one process',
    x: 'streams',
    y: '',
    series: [
      { name: 'KiB a stream', points: points(({ kibPerStream }) => kibPerStream) },
      { name: 'opened a second', points: points(({ rates }) => medianOf(rates)) },
      { name: 'idle CPU, %', points: points(({ cpuPercent }) => cpuPercent) },
    ],
  });
  const [few, many] = [measured[0]?.result.rates ?? [], measured.at(-1)?.result.rates ?? []];
  return [
    ...measured.flatMap(({ count, result }) => [
      bound({ name: `memory a stream at ${count}`, unit: 'KiB', values: [result.kibPerStream], goal: MAX_KIB }),
      bound({ name: `  idle CPU at ${count}`, unit: '%', values: [result.cpuPercent], goal: MAX_CPU_PERCENT }),
    ]),
    bound({
      name: `open rate at ${COUNTS.at(-1)} over ${COUNTS[0]} (${Math.round(medianOf(few))}/s)`,
      unit: '',
      values: many.map((rate) => rate / medianOf(few)),
      goal: LEAST_RATE,
      atLeast: true,
    }),
  ];
}

async function measure(world: World, count: number): Promise<Measured> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  try {
    const created = Array.from({ length: SESSIONS }, () =>
      requestJson<{ id: string }>(`${product.url}/v1/sessions`, { agent_id: product.agentId }),
    );
    const sessions = (await Promise.all(created)).map(({ id }) => id);
    // Opened once without measurement, because compiled code and the pool's buffers do not belong to a stream.
    using _ = await openStreams(product.url, sessions, 200);
    await sleep(1_000);
    const rates: number[] = [];
    const before = readRssBytes(product.pid);
    let kibPerStream = 0;
    let cpuPercent = 0;
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      using streams = await openStreams(product.url, sessions, count);
      rates.push(streams.rate);
      if (repeat > 0) continue;
      kibPerStream = (readRssBytes(product.pid) - before) / count / KIB;
      // The work that remains from opening them must not count as the cost of keeping them open.
      await sleep(SETTLE_MS);
      const cpu = readCpuMs([product.pid]);
      await sleep(IDLE_MS);
      cpuPercent = ((readCpuMs([product.pid]) - cpu) / IDLE_MS) * 100;
    }
    return { rates, kibPerStream, cpuPercent };
  } finally {
    await product.kill();
  }
}
