import type { Page } from 'playwright-core';

interface Trace {
  traceEvents: { name: string; pid: number; tid: number; dur?: number; tdur?: number; args?: { name?: string } }[];
}

export interface PageTasks {
  /** Wall-clock milliseconds of each task of the page's main thread. */
  clockMs: number[];
  /** CPU milliseconds, which other load of the machine does not affect. */
  cpuMs: number[];
}

/** Returns the tasks of the page's main thread while `act` runs. */
export async function traceTasks(page: Page, act: () => Promise<void>): Promise<PageTasks> {
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['toplevel'] });
  await act();
  const trace = await browser?.stopTracing();
  // The format is Chromium's own.
  const { traceEvents } = JSON.parse(trace?.toString() ?? '{"traceEvents":[]}') as Trace;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`));
  return {
    clockMs: tasks.map(({ dur = 0 }) => dur / 1_000),
    cpuMs: tasks.map(({ tdur = 0 }) => tdur / 1_000),
  };
}
