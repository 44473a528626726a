import type { DatabaseClock } from '@everruns/kernel';
import { Gauge, type Registry } from 'prom-client';

/** A worker measures every five seconds: one that has said nothing for so long is gone, or right by now. */
const KEPT_MS = 30_000;
/** What a worker reports is bounded: a year. */
const MAX_SECONDS = 31_536_000;

/**
 * How far wall clocks are ahead of the database's, which is the only one that counts: this process's own, and of its workers the one
 * that is furthest off. Returns what hears of a worker's.
 */
export function createClockMetrics(
  registry: Registry,
  clock: Pick<DatabaseClock, 'skewMs' | 'monotonic'>,
): (skewMs: number) => void {
  let worst: { seconds: number; saidAtMs: number } | null = null;
  const isOver = () => worst === null || clock.monotonic() - worst.saidAtMs > KEPT_MS;
  const skew = new Gauge({
    name: 'everruns_clock_skew_seconds',
    help: "How far the wall clock is ahead of the database's: of this process, and of the worker that is furthest off",
    labelNames: ['process'],
    registers: [registry],
    collect() {
      skew.set({ process: 'control_plane' }, clock.skewMs / 1_000);
      if (isOver()) skew.remove({ process: 'worker' });
      else skew.set({ process: 'worker' }, worst?.seconds ?? 0);
    },
  });
  return (skewMs) => {
    const seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, skewMs / 1_000));
    if (isOver() || Math.abs(seconds) >= Math.abs(worst?.seconds ?? 0))
      worst = { seconds, saidAtMs: clock.monotonic() };
  };
}
