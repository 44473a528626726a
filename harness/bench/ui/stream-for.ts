import type { Page } from 'playwright-core';
import { say } from '../../ui/say.ts';

export interface HeapSample {
  minutes: number;
  mib: number;
}

const SAMPLE_MS = 20_000;
const MIB = 1024 * 1024;

/** Requests answer after answer until the time is over; between two of them the heap is collected and measured. */
export async function streamFor(page: Page, { minutes, ask }: { minutes: number; ask: string }): Promise<HeapSample[]> {
  const devtools = await page.context().newCDPSession(page);
  const startedAt = performance.now();
  const passed = (): number => (performance.now() - startedAt) / 60_000;
  const samples: HeapSample[] = [];
  let sampledAt = -Infinity;
  while (passed() < minutes) {
    await say(page, ask);
    await page.getByText('Idle', { exact: true }).waitFor({ state: 'detached' });
    await page.getByText('Idle', { exact: true }).waitFor({ timeout: 120_000 });
    if (performance.now() - sampledAt < SAMPLE_MS) continue;
    sampledAt = performance.now();
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    samples.push({ minutes: passed(), mib: usedSize / MIB });
  }
  return samples;
}
