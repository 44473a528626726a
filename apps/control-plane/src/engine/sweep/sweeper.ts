import type { MeasuredTime } from '@everruns/kernel';
import type { SessionId, TurnId, WaitId } from '@everruns/schemas';
import type { EventBus } from '../../events/hub.ts';
import { PLATFORM } from '../ports/process-context.ts';
import { refuseConnectionWaits, resolveConnectionWaits } from '../verbs/resolve-connection-waits.ts';
import { expireWait, openMissingWaits } from '../verbs/expire-wait.ts';
import { finishDeletion } from '../verbs/delete-tree.ts';
import { mendChild } from '../verbs/deliveries/mend-child.ts';
import { expireTurn, redispatchTurn, unstickSession, wakeTurn } from '../verbs/recover.ts';
import type { Dispatcher } from '../runners/dispatcher.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import type { AgentRunner, DispatchedSegment } from '../ports/runner.ts';
import {
  runSweep,
  SWEEP_LIMIT,
  type SweepResult,
  type SweptLogin,
  type SweptSegment,
  type SweptTurn,
} from '../statements/sweep.ts';

/** After PostgreSQL has started, or this process has reconnected, other processes may still be reconnecting, so none is declared dead. */
const GRACE_MS = 10_000;
const RECONCILE_EVERY = 5;
/** How many turns are repaired at the same time. */
const REPAIRS_AT_ONCE = 4;
/** A process that seems dead is checked again after this time, which is long enough for a broken connection to be back with its lock. */
const SECOND_LOOK_MS = 500;

/** The lists whose turns are repaired. */
const REPAIRED = [
  'orphaned',
  'silent',
  'wakeable',
  'overdue',
  'parked_before_waits',
  'expired',
  'stuck',
  'deliveries',
] as const;

/** What a sweep does to a turn that nothing else moves. */
export type Repair =
  | 'orphaned'
  | 'silent'
  | 'woken'
  | 'overdue'
  | 'parked_before_waits'
  | 'wait_expired'
  | 'subagent'
  | 'deletion'
  | 'login'
  | 'stuck';

/** Their time was announced: they are no sign of a fault. */
const PLANNED: ReadonlySet<Repair> = new Set<Repair>(['woken', 'wait_expired']);

export interface SweepObserver {
  /** A sweep has ended: its statement was answered, or it failed. */
  onSwept(this: void, outcome: 'completed' | 'failed', seconds: number): void;
  onRepaired(this: void, repair: Repair): void;
}

export interface SweeperDeps {
  engine: EngineDeps;
  bus: EventBus;
  dispatcher: Dispatcher;
  deliveries: Pick<DeliveryQueue, 'add'>;
  runner: Pick<AgentRunner, 'reconcile' | 'noteRunning'>;
  processId: string;
  /** Milliseconds on a monotonic clock. */
  monotonic(): number;
  observer?: SweepObserver | undefined;
  /** Called with each sweep's measurement of the database's time. */
  onTime(time: MeasuredTime): void;
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
  /** Runs beside the sweeps: however much there is to repair, deliveries and readers do not wait for it. */
  #repairing: Promise<void> | null = null;
  #hasMore = false;
  #queuesAfter: SessionId | null = null;
  #waitsAfter: WaitId | null = null;
  #childrenAfter: WaitId | null = null;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  /** Notes segments that showed a sign of life. The next sweep moves the progress of their turns. */
  noteAlive(segments: Iterable<{ turn_id: TurnId; segment: number }>): void {
    for (const { turn_id, segment } of segments) this.#beating.set(turn_id, segment);
  }

  start(): void {
    const { intervalMs } = this.#deps;
    const isSoon = this.#suspects.size > 0 || this.#hasMore;
    const pauseMs = isSoon ? Math.min(SECOND_LOOK_MS, intervalMs) : intervalMs;
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
    await this.#repairing;
  }

  /** Runs one sweep. Never throws: the next sweep sees what this one missed. */
  async tick(): Promise<void> {
    const { engine, processId } = this.#deps;
    const beating = [...this.#beating].map(([turn_id, segment]) => ({ turn_id, segment }));
    this.#beating.clear();
    const askedAtMs = this.#deps.monotonic();
    try {
      const answer = await runSweep(engine.db, {
        processId,
        graceMs: GRACE_MS,
        beating,
        watched: engine.hub.watched(),
        queuesAfter: this.#queuesAfter,
        waitsAfter: this.#waitsAfter,
        childrenAfter: this.#childrenAfter,
      });
      this.#queuesAfter = answer.queues_through;
      this.#waitsAfter = answer.waits_through;
      this.#childrenAfter = answer.children_through;
      this.#deps.onTime({ databaseNowMs: answer.now_ms, askedAtMs, answeredAtMs: this.#deps.monotonic() });
      this.#tellSwept('completed', askedAtMs);
      this.#notify(answer);
      this.#noteRunning(answer, askedAtMs);
      this.#startRepair(answer);
    } catch (error) {
      this.#returnedAt = this.#deps.monotonic();
      this.#tellSwept('failed', askedAtMs);
      engine.log.warn(
        { err: error instanceof Error ? error.message : error },
        'The sweep failed. The next one follows.',
      );
    }
  }

  #tellSwept(outcome: 'completed' | 'failed', askedAtMs: number): void {
    this.#deps.observer?.onSwept(outcome, (this.#deps.monotonic() - askedAtMs) / 1_000);
  }

  #notify(answer: SweepResult): void {
    const { engine, bus, dispatcher, deliveries } = this.#deps;
    bus.setActive(answer.replicas > 1);
    for (const { session_id, sequence } of answer.behind) engine.hub.noticeSequence(session_id, sequence);
    for (const turn of answer.ended) {
      engine.onStop({ turn_id: turn.turn_id, segment: turn.segment + 1, reason: 'fenced' });
    }
    for (const due of answer.outbox) dispatcher.dispatch(toSegment(due));
    deliveries.add(answer.deliveries);
    if (answer.jobs.length > 0) engine.onJobs?.(answer.jobs);
  }

  #noteRunning({ running, running_total: total }: SweepResult, askedAtMs: number): void {
    const byOrganization = new Map(running.map(({ org_id, turns }) => [org_id, turns]));
    this.#deps.runner.noteRunning?.({ total, byOrganization, askedAtMs });
  }

  /** One round of repairs at a time. What a sweep finds meanwhile is found again by the next one. */
  #startRepair(answer: SweepResult): void {
    // While the database was away, no process could renew its lease.
    const isExcused = this.#deps.monotonic() - this.#returnedAt < GRACE_MS;
    const orphaned = this.#confirmedOrphans(answer, isExcused);
    this.#hasMore = REPAIRED.some((name) => answer[name].length >= SWEEP_LIMIT);
    if (this.#repairing !== null) return;
    this.#repairing = this.#repair({ ...answer, orphaned, silent: isExcused ? [] : answer.silent }).finally(() => {
      this.#repairing = null;
    });
  }

  async #repair(answer: Omit<SweepResult, 'orphaned'> & { orphaned: SweptTurn[] }): Promise<void> {
    const { engine } = this.#deps;
    const orphaned = [...answer.orphaned, ...(await this.#lost(answer))];
    await this.#each('orphaned', orphaned, (turn) => redispatchTurn(engine, PLATFORM, { ...turn, silent: false }));
    await this.#each('silent', answer.silent, (turn) => redispatchTurn(engine, PLATFORM, { ...turn, silent: true }));
    await this.#each('woken', answer.wakeable, (turn) => wakeTurn(engine, PLATFORM, turn));
    await this.#each('overdue', answer.overdue, (turn) => expireTurn(engine, PLATFORM, turn));
    const { parked_before_waits: parked, expired, settled_waits: settled } = answer;
    await this.#each('parked_before_waits', parked, (turn) => openMissingWaits(engine, PLATFORM, turn));
    await this.#each('wait_expired', [...expired, ...settled], (wait) => expireWait(engine, PLATFORM, wait));
    await this.#each('subagent', answer.children, (child) => mendChild(engine, PLATFORM, child));
    await this.#each('deletion', answer.deleting, (session) => finishDeletion(engine, PLATFORM, session));
    await this.#each('login', answer.logins, (login) => settleLogin(engine, login));
    await this.#each('stuck', answer.stuck, (session) => unstickSession(engine, PLATFORM, session));
  }

  /**
   * Finds turns without progress that the runner no longer knows. It asks only every few sweeps, because most such turns just wait for a
   * worker.
   */
  async #lost(answer: Pick<SweepResult, 'quiet'>): Promise<SweptTurn[]> {
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

  async #each<T extends object>(
    repair: Repair,
    items: readonly T[],
    mend: (item: T) => Promise<boolean>,
  ): Promise<void> {
    const left = items.values();
    await Promise.all(
      Array.from({ length: REPAIRS_AT_ONCE }, async () => {
        for (const item of left) await this.#mend(repair, item, mend);
      }),
    );
  }

  async #mend<T extends object>(repair: Repair, item: T, mend: (item: T) => Promise<boolean>): Promise<void> {
    const { log } = this.#deps.engine;
    const named: object = { repair, ...item };
    try {
      if (!(await mend(item))) return;
      this.#deps.observer?.onRepaired(repair);
      log[PLANNED.has(repair) ? 'debug' : 'info'](named, 'The sweep has moved on what waited.');
    } catch (error) {
      log.warn(
        { err: error instanceof Error ? error.message : error, ...named },
        'A turn could not be repaired. The next sweep tries again.',
      );
    }
  }
}

async function settleLogin(engine: EngineDeps, { has_server, ...login }: SweptLogin): Promise<boolean> {
  const settle = has_server ? resolveConnectionWaits : refuseConnectionWaits;
  return (await settle(engine, PLATFORM, { ...login, by: 'operator' })) > 0;
}

function toSegment({ iteration, turn_id, session_id, ...rest }: SweptSegment): DispatchedSegment {
  return { ...rest, turn_id: turn_id, session_id: session_id, start_iteration: iteration };
}
