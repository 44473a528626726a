import { BoundedMap, type Clock } from '@everruns/kernel';
import type { OrganizationId } from '@everruns/schemas';

const WINDOW_MS = 60_000;
const MAX_ORGANIZATIONS = 100_000;

interface Window {
  orgId: OrganizationId;
  startedAtMs: number;
  count: number;
  /** The count of the minute before. */
  before: number;
}

/** Requests of the last minute by organization: those of this minute, and a falling share of those of the minute before. */
export class RequestRate {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #windows = new BoundedMap<OrganizationId, Window>(MAX_ORGANIZATIONS);

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Counts one, and returns how many there were in the last minute. */
  count(orgId: OrganizationId): number {
    const window = this.#current(orgId);
    window.count += 1;
    return this.#estimate(window);
  }

  of(orgId: OrganizationId): number {
    return this.#estimate(this.#current(orgId));
  }

  *[Symbol.iterator](): Generator<[OrganizationId, number]> {
    // A window that is read moves to the end of the map, so the map is not iterated meanwhile.
    const orgIds = Array.from(this.#windows.values(), ({ orgId }) => orgId);
    for (const orgId of orgIds) yield [orgId, this.of(orgId)];
  }

  #current(orgId: OrganizationId): Window {
    const now = this.#clock.monotonic();
    const window = this.#windows.getOrCreate(orgId, () => ({ orgId, startedAtMs: now, count: 0, before: 0 }));
    const elapsed = now - window.startedAtMs;
    if (elapsed >= WINDOW_MS) {
      window.before = elapsed < 2 * WINDOW_MS ? window.count : 0;
      window.count = 0;
      window.startedAtMs = elapsed < 2 * WINDOW_MS ? window.startedAtMs + WINDOW_MS : now;
    }
    return window;
  }

  #estimate({ startedAtMs, count, before }: Window): number {
    return count + Math.floor(before * (1 - (this.#clock.monotonic() - startedAtMs) / WINDOW_MS));
  }
}
