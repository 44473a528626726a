import { type BenchRow, bound, fact } from '../measure/bench-row.ts';
import { slopeOf, type Figure } from '../growth/figure.ts';
import { measureInitialScript } from '../ui/initial-script.ts';
import { openFromList, openSession, type Opening } from '../ui/open-session.ts';
import { openUiWorld, type UiBenchWorld } from '../ui/open-ui-world.ts';
import { traceTasks, type PageTasks } from '../ui/page-tasks.ts';
import { ASK, LAST_WORDS, scriptAnswers } from '../ui/script-answers.ts';
import { seedTurns } from '../ui/seed-turns.ts';
import { streamFor, type HeapSample } from '../ui/stream-for.ts';
import { say } from '../../ui/say.ts';
import type { World } from './world.ts';

const PAGES = ['/dashboard', '/agents', '/agents/new', '/sessions', '/sessions/x', '/settings/providers', '/login'];
const EVENTS = 10_000;
const MAX_SCRIPT_KB = 250;
const MAX_OPENING_MS = 1_000;
const MAX_TASK_MS = 50;
const MAX_HEAP_SLOPE = 0.2;
/** Before that the page shows fewer turns than it eventually will. */
const SETTLE_MINUTES = 8;

/** Measures the times that a person waits in a browser. `--minutes` is how long the page streams. */
export async function benchUi({ play: { rounds }, minutes, figures }: World): Promise<BenchRow[]> {
  await using ui = await openUiWorld();
  await scriptAnswers(ui.stack.simulator.url);
  const scripts = await Promise.all(PAGES.map((page) => measureInitialScript(ui.url(page))));
  const openings = await openLongSession(ui, rounds);
  const tasks = await streamFast(ui, rounds);
  const samples = await streamLong(ui, minutes);
  figures.push(toFigure(samples, minutes));
  return [
    bound({
      name: 'script of the largest first load, gzip',
      unit: 'kB',
      values: [Math.max(...scripts) / 1_000],
      goal: MAX_SCRIPT_KB,
    }),
    ...toOpeningRows(openings),
    ...toTaskRows(tasks),
    ...toHeapRows(samples, minutes),
  ];
}

interface Openings {
  fromList: Opening[];
  byAddress: Opening[];
}

async function openLongSession(ui: UiBenchWorld, rounds: number): Promise<Openings> {
  const { id } = await ui.api.createSession({ capabilities: ['math'] });
  for (const text of [ASK.tools, ASK.short]) await ui.api.post(id, text, { wait: 60 });
  await seedTurns({ databaseUrl: ui.stack.postgres.url, sessionId: id, events: EVENTS });
  const path = `/sessions/${id}`;
  const openings: Openings = { fromList: [], byAddress: [] };
  for (let round = 0; round < rounds; round += 1) {
    const page = await ui.newPage();
    openings.byAddress.push(await openSession(page, { url: ui.url(path), newest: LAST_WORDS }));
    await page.context().close();
    const other = await ui.newPage();
    openings.fromList.push(await openFromList(other, { list: ui.url('/sessions'), path, newest: LAST_WORDS }));
    await other.context().close();
  }
  return openings;
}

function toOpeningRows({ fromList, byAddress }: Openings): BenchRow[] {
  const usable = (openings: readonly Opening[]) => openings.map(({ usableMs }) => usableMs);
  const row = (name: string, openings: readonly Opening[]) =>
    bound({ name, unit: 'ms', values: usable(openings), goal: MAX_OPENING_MS });
  return [
    row(`session of ${EVENTS} events, from the list, usable`, fromList),
    row('the same by its address, nothing cached', byAddress),
    fact({ name: '  its newest message shown', unit: 'ms', values: byAddress.map(({ shownMs }) => shownMs) }),
  ];
}

async function streamFast(ui: UiBenchWorld, rounds: number): Promise<PageTasks[]> {
  const tasks: PageTasks[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { id } = await ui.api.createSession();
    const page = await ui.newPage();
    await page.goto(ui.url(`/sessions/${id}`));
    await page.getByText('Say something').waitFor();
    const stream = async (): Promise<void> => {
      await say(page, ASK.fast);
      await page.getByText(/tokens · /).waitFor({ timeout: 120_000 });
    };
    tasks.push(await traceTasks(page, stream));
    await page.context().close();
  }
  return tasks;
}

async function streamLong(ui: UiBenchWorld, minutes: number): Promise<HeapSample[]> {
  const { id } = await ui.api.createSession();
  const page = await ui.newPage();
  await page.goto(ui.url(`/sessions/${id}`));
  await page.getByText('Say something').waitFor();
  return streamFor(page, { minutes, ask: ASK.steady });
}

function toTaskRows(tasks: readonly PageTasks[]): BenchRow[] {
  const longest = (of: keyof PageTasks) => tasks.map((round) => Math.max(...round[of]));
  return [
    bound({
      name: 'longest task while a fast answer streams, of the processor',
      unit: 'ms',
      values: longest('cpuMs'),
      goal: MAX_TASK_MS,
    }),
    bound({ name: 'the same, of the clock', unit: 'ms', values: longest('clockMs'), goal: MAX_TASK_MS }),
    fact({
      name: 'processor of the page for it',
      unit: 'ms',
      values: tasks.map(({ cpuMs }) => cpuMs.reduce((sum, ms) => sum + ms, 0)),
    }),
  ];
}

function toHeapRows(samples: readonly HeapSample[], minutes: number): BenchRow[] {
  const points = samples.map(({ minutes: x, mib: y }) => ({ x, y }));
  const settled = points.filter(({ x }) => x >= Math.min(SETTLE_MINUTES, minutes / 3));
  return [
    bound({
      name: `JS heap slope over ${minutes} min of streaming`,
      unit: 'MiB/min',
      values: [slopeOf(settled)],
      goal: MAX_HEAP_SLOPE,
    }),
    fact({ name: 'JS heap at the end', unit: 'MiB', values: [points.at(-1)?.y ?? Number.NaN] }),
  ];
}

function toFigure(samples: readonly HeapSample[], minutes: number): Figure {
  return {
    name: 'ui-heap',
    title: `JS heap of a page after collection, ${minutes} minutes of answers at 100 tokens a second`,
    x: 'minutes',
    y: 'MiB',
    series: [{ name: 'JS heap', points: samples.map(({ minutes: x, mib: y }) => ({ x, y })) }],
  };
}
