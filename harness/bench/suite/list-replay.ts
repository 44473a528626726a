import { seedLog } from '../growth/seed-log.ts';
import { replayLog, type Replay } from '../load/replay-log.ts';
import { requestJson } from '../load/request-json.ts';
import { timeRequests } from '../load/time-requests.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { readRssBytes } from '../measure/cpu-time.ts';
import { medianOf } from '../measure/median.ts';
import { startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const SIZES = [100, 1_000, 10_000, 100_000] as const;
const LARGEST = 100_000;
const MIB = 1024 * 1024;
const LEAST_RATE = 100_000;
const MAX_FIRST_BYTE_MS = 25;
const MAX_PAGE_RATIO = 1.5;
const MAX_RISE_MIB = 32;
const PAGE = 100;

/** Measures reading a long log: all of it over SSE, and its last page as a list. */
export async function benchListReplay(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  try {
    const sessions: { size: number; id: string }[] = [];
    for (const size of SIZES) sessions.push({ size, id: await seed(product, size) });
    const replays = new Map<number, Replay[]>(SIZES.map((size) => [size, []]));
    const pages = new Map<number, number[]>(SIZES.map((size) => [size, []]));
    // Everything is read once without measurement.
    for (const { id, size } of sessions) await replayLog(product.url, id, size + 1);
    const rss = readRssBytes(product.pid);
    let peak = rss;
    for (let round = 0; round < world.play.rounds; round += 1) {
      for (const { id, size } of round % 2 === 0 ? sessions : sessions.toReversed()) {
        const watch = setInterval(() => (peak = Math.max(peak, readRssBytes(product.pid))), 20);
        replays.get(size)?.push(await replayLog(product.url, id, size + 1).finally(() => clearInterval(watch)));
        const url = `${product.url}/v1/sessions/${id}/events?before_sequence=${size + 2}&limit=${PAGE}`;
        pages.get(size)?.push(medianOf(await timeRequests(url, 30)));
      }
    }
    draw(world, replays, pages);
    return [
      ...toRows(replays, pages),
      bound({ name: 'RSS rise while replaying', unit: 'MiB', values: [(peak - rss) / MIB], goal: MAX_RISE_MIB }),
    ];
  } finally {
    await product.kill();
  }
}

async function seed(product: Subject, size: number): Promise<string> {
  const { id } = await requestJson<{ id: string }>(`${product.url}/v1/sessions`, { agent_id: product.agentId });
  await seedLog({ databaseUrl: product.databaseUrl, sessionId: id, events: size, messages: size / 10 });
  return id;
}

type BySize<T> = ReadonlyMap<number, T[]>;

function toRows(replays: BySize<Replay>, pages: BySize<number>): BenchRow[] {
  const largest = replays.get(LARGEST) ?? [];
  const small = medianOf(pages.get(SIZES[0]) ?? []);
  const rates = largest.map(({ elapsedMs }) => LARGEST / (elapsedMs / 1_000));
  const firstBytes = largest.map(({ firstByteMs }) => firstByteMs);
  const ratios = (pages.get(LARGEST) ?? []).map((ms) => ms / small);
  return [
    bound({ name: 'replay of 100k events', unit: '/s', values: rates, goal: LEAST_RATE, atLeast: true }),
    bound({ name: 'first event of 100k', unit: 'ms', values: firstBytes, goal: MAX_FIRST_BYTE_MS }),
    bound({
      name: `last page at 100k over at 100 (${small.toFixed(1)} ms)`,
      unit: '',
      values: ratios,
      goal: MAX_PAGE_RATIO,
    }),
  ];
}

function draw(world: World, replays: BySize<Replay>, pages: BySize<number>): void {
  const points = <T>(values: BySize<T>, pick: (value: T) => number) =>
    [...values].map(([x, list]) => ({ x, y: medianOf(list.map(pick)) }));
  world.figures.push({
    name: 'list-replay',
    title: 'Reading a log of 100 to 100,000 events',
    x: 'events in the session',
    y: 'ms',
    series: [
      { name: 'whole replay', points: points(replays, ({ elapsedMs }) => elapsedMs) },
      { name: 'first event', points: points(replays, ({ firstByteMs }) => firstByteMs) },
      { name: 'last page of 100', points: points(pages, (ms) => ms) },
    ],
  });
}
