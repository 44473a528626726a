import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Clock } from '@everruns/core';

const PAGE_BYTES = 4096;
const INTERVAL_MS = 20;
const SLOW_INTERVAL_MS = 250;

/** The resident memory of a process in bytes, or null if it has ended. */
export async function readResidentBytes(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return askPs(pid);
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  const pages = Number(statm.split(' ')[1]);
  return Number.isFinite(pages) ? pages * PAGE_BYTES : null;
}

export function askPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (_error, stdout) => {
      const kilobytes = Number.parseInt(stdout, 10);
      resolve(Number.isFinite(kilobytes) ? kilobytes * 1024 : null);
    });
  });
}

/** Calls back once when a process has more than `limit` bytes. Returns the function that stops the watch. */
export function watchMemory(
  pid: number,
  { clock, limit }: { clock: Clock; limit: number },
  onOver: () => void,
): () => void {
  const every = process.platform === 'linux' ? INTERVAL_MS : SLOW_INTERVAL_MS;
  let isOver = false;
  let stopTimer = (): void => undefined;
  const look = async (): Promise<void> => {
    const bytes = await readResidentBytes(pid);
    if (isOver || bytes === null) return;
    if (bytes > limit) return onOver();
    stopTimer = clock.after(every, () => void look());
  };
  void look();
  return () => {
    isOver = true;
    stopTimer();
  };
}
