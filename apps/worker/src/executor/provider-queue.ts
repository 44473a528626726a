import type { Clock, LlmStreamEvent, ModelDriver } from '@everruns/core';
import type { ModelCallCounts } from '@everruns/internal-protocol';
import { createQuietLog } from '@everruns/log';
import type { ResolvedModel } from '@everruns/schemas';
import type { ModelLimits } from '@everruns/settings';

export interface ProviderQueueDeps {
  clock: Clock;
  limits: Pick<ModelLimits, 'callsPerProvider'>;
  /** Kept true for the metrics. */
  calls?: ModelCallCounts | undefined;
  log: { warn(details: object, message: string): void };
}

export interface ProviderQueue {
  /** Returns a driver whose calls wait, first come first served, while the model's provider has as many calls as it may. */
  line(model: ResolvedModel, driver: ModelDriver): ModelDriver;
}

const CANCELED: LlmStreamEvent = {
  type: 'error',
  error: { class: 'canceled', message: 'The call was canceled while it waited in the queue of its provider.' },
};

/** The execution slots of one provider. */
class Line {
  readonly #places: number;
  #running = 0;
  readonly #waiting = new Set<() => void>();

  constructor(places: number) {
    this.#places = places;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  isEmpty(): boolean {
    return this.#running === 0;
  }

  /** Resolves to true with a slot, or to false when the signal aborts first. */
  enter(signal: AbortSignal, onWait: () => void): Promise<boolean> {
    if (this.#running < this.#places) {
      this.#running += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const settle = (isGiven: boolean): void => {
        this.#waiting.delete(take);
        signal.removeEventListener('abort', giveUp);
        resolve(isGiven);
      };
      const take = (): void => settle(true);
      const giveUp = (): void => settle(false);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(take);
      onWait();
    });
  }

  /** Passes the slot on to the next call. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#running -= 1;
    else next();
  }
}

/**
 * Limits the simultaneous calls of each provider in this process; a limit of 0 is none. A wait is logged and does not count as silence of
 * the model.
 */
export function createProviderQueue({
  clock,
  limits,
  calls = { running: 0, waiting: 0 },
  log,
}: ProviderQueueDeps): ProviderQueue {
  const lines = new Map<string, Line>();
  const places = limits.callsPerProvider === 0 ? Infinity : limits.callsPerProvider;
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
  });

  async function* stream(
    { provider_id: id, provider_name: provider }: ResolvedModel,
    driver: ModelDriver,
    ...[request, options]: Parameters<ModelDriver['stream']>
  ): AsyncGenerator<LlmStreamEvent> {
    if (options.signal.aborted) return yield CANCELED;
    const line = lines.get(id) ?? new Line(places);
    lines.set(id, line);
    const onWait = (): void =>
      warn(
        { provider, waiting: line.waiting },
        'Model calls wait for their provider. MODEL_CALLS_PER_PROVIDER is the limit.',
      );
    calls.waiting += 1;
    const isGiven = await line.enter(options.signal, onWait);
    calls.waiting -= 1;
    if (!isGiven) return yield CANCELED;
    calls.running += 1;
    try {
      yield* driver.stream(request, options);
    } finally {
      calls.running -= 1;
      line.leave();
      if (line.isEmpty()) lines.delete(id);
    }
  }

  return {
    line: (model, driver) => ({
      provider_type: driver.provider_type,
      stream: (request, options) => stream(model, driver, request, options),
    }),
  };
}
