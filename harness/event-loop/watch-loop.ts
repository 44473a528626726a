/** The longest iteration of the event loop since the last reading. */
export interface LoopReading {
  /** CPU time of this thread, which other load of the machine does not affect. */
  cpuMs: number;
  delayMs: number;
}

const TICK_MS = 5;

/** Watches the event loop of this thread. The returned function reports how long it was held since its last call. */
export function watchLoop(): () => LoopReading {
  let worst: LoopReading = { cpuMs: 0, delayMs: 0 };
  let last = readClocks();
  const tick = (): void => {
    const now = readClocks();
    worst.cpuMs = Math.max(worst.cpuMs, now.cpuMs - last.cpuMs);
    worst.delayMs = Math.max(worst.delayMs, now.atMs - last.atMs - TICK_MS);
    last = now;
  };
  setInterval(tick, TICK_MS).unref();
  return () => {
    tick();
    const reading = worst;
    worst = { cpuMs: 0, delayMs: 0 };
    return reading;
  };
}

function readClocks(): { cpuMs: number; atMs: number } {
  const { user, system } = process.threadCpuUsage();
  return { cpuMs: (user + system) / 1_000, atMs: performance.now() };
}
