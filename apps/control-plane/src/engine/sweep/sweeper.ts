import type { MeasuredTime } from '@everruns/kernel';
import type { TurnId } from '@everruns/schemas';
import type { EventBus } from '../../events/hub.ts';
import { PLATFORM } from '../ports/process-context.ts';
import { expireTurn, redispatchTurn, unstickSession, wakeTurn } from '../verbs/recover.ts';
import type { Dispatcher } from '../runners/dispatcher.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import type { AgentRunner, DispatchedSegment } from '../ports/runner.ts';
import { runSweep, type SweepResult, type SweptSegment, type SweptTurn } from '../statements/sweep.ts';

/** After PostgreSQL has started, or this process has reconnected, other processes may still be reconnecting, so none is declared dead. */
const GRACE_MS = 10_000;
const LEASE_MS = 10_000;
const RECONCILE_EVERY = 5;
/** A process that seems dead is checked again after this time, which is long enough for a broken connection to be back with its lock. */
const SECOND_LOOK_MS = 500;

export interface SweeperDeps {
  engine: EngineDeps;
  bus: EventBus;
  dispatcher: Dispatcher;
  runner: Pick<AgentRunner, 'reconcile'>;
  processId: string;
  /** Milliseconds on a monotonic clock. */
  monotonic(): number;
  /** Called with each sweep's measurement of the database's time. */
  onTime(time: MeasuredTime): void;
  /** Registers the process again when its row is gone. */
  onUnleased(): Promise<void>;
  /** Milliseconds between sweeps. */
  intervalMs: number;
}

/**
 * Once a second, and sooner while a process is suspected to be dead, compares what should run with what runs and acts on the difference
 * (E12, E21).
 */
export class Sweeper {
  readonly #deps: SweeperDeps;
  /** By turn, the segment that runs. */
  readonly #beating = new Map<TurnId, number>();
  #suspects = new Set<string>();
  #returnedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #closed = false;
  #sweeps = 0;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  /** Notes segments that showed a sign of life. The next sweep moves the progress of their turns. */
  noteAlive(segments: Iterable<{ turn_id: TurnId; segment: number }>): void {
    for (const { turn_id, segment } of segments) this.#beating.set(turn_id, segment);
  }

  start(): void {
    const { intervalMs } = this.#deps;
    const pauseMs = this.#suspects.size > 0 ? Math.min(SECOND_LOOK_MS, intervalMs) : intervalMs;
    this.#timer = setTimeout(() => {
      this.#running = this.tick().finally(() => {
        if (!this.#closed) this.start();
      });
    }, pauseMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  /** Runs one sweep. Never throws: the next sweep sees what this one missed. */
  async tick(): Promise<void> {
    const { engine, processId } = this.#deps;
    const beating = [...this.#beating].map(([turn_id, segment]) => ({ turn_id, segment }));
    this.#beating.clear();
    try {
      const askedAtMs = this.#deps.monotonic();
      const answer = await runSweep(engine.db, {
        processId,
        leaseMs: LEASE_MS,
        graceMs: GRACE_MS,
        beating,
        watched: engine.hub.watched(),
      });
      this.#deps.onTime({ databaseNowMs: answer.now_ms, askedAtMs, answeredAtMs: this.#deps.monotonic() });
      if (!answer.leased) await this.#deps.onUnleased();
      this.#notify(answer);
      await this.#repair(answer);
    } catch (error) {
      this.#returnedAt = this.#deps.monotonic();
      engine.log.warn(
        { err: error instanceof Error ? error.message : error },
        'The sweep failed. The next one follows.',
      );
    }
  }

  #notify(answer: SweepResult): void {
    const { engine, bus, dispatcher } = this.#deps;
    bus.setActive(answer.replicas > 1);
    for (const { session_id, sequence } of answer.behind) engine.hub.noticeSequence(session_id, sequence);
    for (const turn of answer.ended) {
      engine.onStop({ turn_id: turn.turn_id, segment: turn.segment + 1, reason: 'fenced' });
    }
    for (const due of answer.outbox) dispatcher.dispatch(toSegment(due));
  }

  async #repair(answer: SweepResult): Promise<void> {
    const { engine } = this.#deps;
    // While the database was away, no process could renew its lease.
    const isExcused = this.#deps.monotonic() - this.#returnedAt < GRACE_MS;
    const orphaned = [...this.#confirmedOrphans(answer, isExcused), ...(await this.#lost(answer))];
    await this.#each(orphaned, (turn) => redispatchTurn(engine, PLATFORM, { ...turn, silent: false }));
    await this.#each(isExcused ? [] : answer.silent, (turn) =>
      redispatchTurn(engine, PLATFORM, { ...turn, silent: true }),
    );
    await this.#each(answer.wakeable, (turn) => wakeTurn(engine, PLATFORM, turn));
    await this.#each(answer.overdue, (turn) => expireTurn(engine, PLATFORM, turn));
    await this.#each(answer.stuck, (session) => unstickSession(engine, PLATFORM, session));
  }

  /**
   * Finds turns without progress that the runner no longer knows. It asks only every few sweeps, because most such turns just wait for a
   * worker.
   */
  async #lost(answer: SweepResult): Promise<SweptTurn[]> {
    this.#sweeps += 1;
    if (answer.quiet.length === 0 || this.#sweeps % RECONCILE_EVERY !== 0) return [];
    try {
      return await this.#deps.runner.reconcile(answer.quiet.map(toSegment));
    } catch (error) {
      this.#deps.engine.log.warn(
        { err: error instanceof Error ? error.message : error },
        'The runner could not be asked which segments run.',
      );
      return [];
    }
  }

  /** A process is dead when two sweeps in a row say so, unless the database or this process has just come back. */
  #confirmedOrphans(answer: SweepResult, isExcused: boolean): SweptTurn[] {
    const before = this.#suspects;
    this.#suspects = isExcused ? new Set() : new Set(answer.orphaned.map((turn) => turn.claimed_by));
    return isExcused ? [] : answer.orphaned.filter((turn) => before.has(turn.claimed_by));
  }

  async #each<T>(items: T[], mend: (item: T) => Promise<boolean>): Promise<void> {
    for (const item of items) {
      const repaired = await mend(item).catch((error: unknown) => {
        this.#deps.engine.log.warn(
          { err: error instanceof Error ? error.message : error, item },
          'A turn could not be repaired. The next sweep tries again.',
        );
        return false;
      });
      if (repaired) this.#deps.engine.log.info({ item }, 'repaired');
    }
  }
}

function toSegment({ iteration, turn_id, session_id, ...rest }: SweptSegment): DispatchedSegment {
  return { ...rest, turn_id: turn_id, session_id: session_id, start_iteration: iteration };
}
