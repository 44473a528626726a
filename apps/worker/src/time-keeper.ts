import type { DatabaseClock } from '@everruns/kernel';
import type { StreamState } from '@everruns/internal-protocol';
import { createQuietLog } from '@everruns/log';

export interface TimeKeeperOptions {
  clock: DatabaseClock;
  /** Asks the control plane for the database's time, in milliseconds since the epoch, and tells it how far off this machine is. */
  getTime: (skewMs?: number) => Promise<number>;
  /** Hears of the stream, of a connection once the time was asked for. */
  onState: (state: StreamState) => void;
  log: { warn(details: object, message: string): void };
}

/** Keeps a worker's clock at the database's time, over the control plane. */
export interface TimeKeeper {
  /** Hears of the stream. */
  onState(state: StreamState): void;
  close(): void;
}

/** The first answer may include the waking of a connection; a later one is nearer the truth. */
const FIRST_MEASUREMENTS = 3;
/** A machine that slept, or whose monotonic clock drifts, is wrong for no longer. */
const EVERY_MS = 5_000;

/** Measures with each connection, before a task may be taken, and every five seconds while it holds. */
export function createTimeKeeper({ clock, getTime, onState, log }: TimeKeeperOptions): TimeKeeper {
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
    everyMs: 600_000,
  });
  let connection: AbortController | null = null;
  let isMeasured = false;

  async function measure(): Promise<void> {
    const askedAtMs = clock.monotonic();
    const databaseNowMs = await getTime(isMeasured ? clock.skewMs : undefined);
    clock.learn({ databaseNowMs, askedAtMs, answeredAtMs: clock.monotonic() });
    isMeasured = true;
  }

  async function keep(own: AbortController, connected: StreamState): Promise<void> {
    try {
      for (let index = 0; index < FIRST_MEASUREMENTS; index += 1) await measure();
    } catch (error) {
      warn({ error }, 'the control plane does not tell the time; this machine goes by what it has');
    }
    if (own.signal.aborted) return;
    onState(connected);
    while (!own.signal.aborted) {
      await clock.sleep(EVERY_MS, own.signal).catch(() => undefined);
      // What fails here shows in the stream itself, or comes with the next measurement.
      if (!own.signal.aborted) await measure().catch(() => undefined);
    }
  }

  return {
    onState(state) {
      connection?.abort();
      connection = null;
      if (state.kind !== 'connected') return onState(state);
      connection = new AbortController();
      void keep(connection, state);
    },
    close: () => connection?.abort(),
  };
}
