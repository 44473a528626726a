import type { Clock, Ids } from '@everruns/core/catalog';
import type { SegmentExecutor, WorkerService } from '@everruns/internal-protocol';
import type { MeasuredTime } from '@everruns/kernel';
import type { OrganizationId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { OpenDatabase } from '../db/database.ts';
import { withRetry } from '../db/transaction.ts';
import type { BusHint, EventBus, EventHub, PublishedEvent } from '../events/hub.ts';
import { isTurnEnd } from '../events/turn-ends.ts';
import { ENGINE } from '../kernel/acting.ts';
import type { CursorCodec } from '../kernel/cursor.ts';
import { GroupCommit } from './memory/group-commit.ts';
import { GroupCreate } from './memory/group-create.ts';
import { createWorkerService } from './create-worker-service.ts';
import { Dispatcher } from './runners/dispatcher.ts';
import type { EngineDeps } from './transact/engine-deps.ts';
import { FairSlots } from './runners/fair-slots.ts';
import { admitFairly, type AdmittingRunner } from './runners/temporal/admit-fairly.ts';
import { ProcessLease, type LeaseExchange } from './runners/local/lease.ts';
import { createLocalRunner } from './runners/local/local-runner.ts';
import { ModelNames } from './memory/model-names.ts';
import type { AgentResolver } from './ports/agent-resolver.ts';
import type { AgentRunner } from './ports/runner.ts';
import type { EngineLimits } from './ports/limits.ts';
import type { ResolveSecret } from './ports/secrets.ts';
import type { SessionFiles } from './ports/session-files.ts';
import type { TemporalRunnerOptions } from './runners/temporal/temporal-runner.ts';
import { SessionMemory } from './memory/session-memory.ts';
import { judgeAttempts } from './statements/judge-attempts.ts';
import { DeliveryQueue } from './sweep/delivery-queue.ts';
import { Sweeper, type SweepObserver } from './sweep/sweeper.ts';
import { KnownAttempts } from './memory/known-attempts.ts';
import { WorkerStreams, type FrameRefusal, type RunningSegment, type StopTurn } from './runners/worker-streams.ts';

/** Sessions take a few kilobytes each; conversations are counted in characters. */
const REMEMBERED = { sessions: 2_000, conversations: 8_000_000 };

export interface OpenEngineOptions {
  database: Pick<OpenDatabase, 'db' | 'forAll' | 'commits' | 'hasRoles'>;
  /** The database's time. */
  clock: Clock;
  /** Called with each sweep's new measurement. */
  onTime: (time: MeasuredTime) => void;
  ids: Ids;
  cursors: CursorCodec;
  unreadable: EngineDeps['unreadable'];
  agents: AgentResolver;
  sessionFiles: SessionFiles;
  resolveSecret: ResolveSecret;
  databaseUrl: string;
  /** The database was started for this process alone, so the turns of earlier processes are taken over at once. */
  ownsDatabase: boolean;
  hub: EventHub;
  bus: EventBus;
  limits: EngineLimits;
  /** What processes tell each other with their leases. */
  exchange: LeaseExchange;
  log: Logger;
  /** How many turns run at once: in this process, or, on Temporal, in all of its workers. */
  capacity: number;
  /** Whether turns of several organizations run here. */
  isShared: boolean;
  sweepIntervalMs: number;
  /** A worker's frame was dropped, because its attempt is not the current one. */
  onFrameRefused: (reason: FrameRefusal) => void;
  sweepObserver?: SweepObserver | undefined;
  /** Local: the executor, made by the worker package. Temporal: the client side of the cluster. */
  runner:
    | { kind: 'local'; createExecutor: (service: WorkerService) => SegmentExecutor }
    | { kind: 'temporal'; runner: AgentRunner };
}

export interface TurnEngine {
  /** The name of this process's lease. */
  processId: string;
  /** For verbs that run in the name of a caller. */
  deps: EngineDeps;
  /** For those that work for all organizations. */
  background: EngineDeps;
  service: WorkerService;
  /** Calls the one listener after each commit that opens or ends calls of clients. It must not throw. */
  watchCalls(listener: NonNullable<EngineDeps['onCalls']>): void;
  /** For the metrics: the slots for turns, and whether the process holds its lease. */
  state: { slots(this: void): FairSlots['stats']; holdsLease(this: void): boolean };
  /** Calls the one listener with the jobs that nobody works at. It must not throw. */
  watchJobs(this: void, listener: NonNullable<EngineDeps['onJobs']>): void;
  /** See `AgentRunner.listPollers`. */
  listPollers: AgentRunner['listPollers'];
  /** Takes no new work and lets running turns finish until the signal aborts. Other processes take over what is left. */
  close(signal: AbortSignal): Promise<void>;
}

async function acquireLease(
  { runner, ownsDatabase, database, databaseUrl: url, log, exchange }: OpenEngineOptions,
  own: { processId: string; monotonic: () => number },
): Promise<ProcessLease> {
  const runsTurns = runner.kind === 'local';
  const role = database.hasRoles ? ENGINE.role : null;
  const lease = new ProcessLease({ ...own, ownsDatabase, url, runsTurns, role, log, exchange });
  await lease.acquire();
  return lease;
}

/** Starts the engine: lease, dispatcher, runner and sweep. */
export async function openEngine(options: OpenEngineOptions): Promise<TurnEngine> {
  const { database, clock, ids, hub, bus, log, onTime } = options;
  const processId = ids.uuid();
  const dispatcher = new Dispatcher({ db: database.forAll, log });
  const deliveries = new DeliveryQueue(() => background);
  const attempts = knowAttempts(options);
  const onAlive = (segments: RunningSegment[]) => sweeper.noteAlive(segments);
  const streams = new WorkerStreams({ hub, attempts, onAlive, onRefused: options.onFrameRefused });
  const stopHere = (stop: StopTurn) => stopSegment({ streams, runner, log }, stop);
  const onStop = (stop: StopTurn) => {
    stopHere(stop);
    bus.publish({ kind: 'stop', ...stop });
  };
  const background = createEngineDeps(options, {
    clock,
    attempts,
    onStop,
    onDispatch: (turn) => dispatcher.dispatchTurn(turn),
    onDeliver: (pairs) => deliveries.add(pairs),
    reserve: (orgId, turnId) => dispatcher.reserve(orgId, turnId),
  });
  const deps = { ...background, db: database.db };
  const service = createWorkerService(background, streams);
  const monotonic = () => clock.monotonic();
  const lease = await acquireLease(options, { processId, monotonic });
  const slots = makeSlots(options);
  const runner = makeRunner(options, { deps: background, lease, processId, service, dispatcher, slots });
  const stopListening = bus.subscribe((hint) => {
    noteHint(attempts, hint);
    if (hint.kind === 'stop') stopHere(hint);
  });
  const { sweepIntervalMs: intervalMs, sweepObserver: observer } = options;
  const parts = { engine: background, bus, dispatcher, deliveries, runner, processId, monotonic, onTime, intervalMs };
  const sweeper = new Sweeper({ ...parts, observer });
  dispatcher.attach(runner);
  await sweeper.tick();
  sweeper.start();
  return {
    processId,
    deps,
    background,
    service,
    watchCalls: (listener) => {
      for (const each of [deps, background]) each.onCalls = listener;
    },
    watchJobs: (listener) => void (background.onJobs = listener),
    state: { slots: () => slots.stats, holdsLease: () => lease.isHeld() },
    listPollers: runner.listPollers?.bind(runner),
    async close(signal) {
      dispatcher.attach(null);
      await dispatcher.settled();
      // The sweep continues while running turns finish, because it keeps their progress.
      await runner.close(signal);
      await sweeper.close();
      await deliveries.close();
      stopListening();
      await lease[Symbol.asyncDispose]();
    },
  };
}

function stopSegment({ streams, runner, log }: StopParts, stop: StopTurn): void {
  streams.stop(stop);
  runner
    .stop(stop.turn_id, stop.segment, stop.reason)
    .catch((error: unknown) => log.debug({ err: error }, 'The runner could not be told to stop a turn.'));
}

interface StopParts extends Pick<OpenEngineOptions, 'log'> {
  streams: WorkerStreams;
  runner: AgentRunner;
}

function knowAttempts({ database, clock }: OpenEngineOptions): KnownAttempts {
  return new KnownAttempts({ judge: (tokens) => withRetry(() => judgeAttempts(database.forAll, tokens)), clock });
}

/** Learns which attempts other replicas grant and end, mostly before one of their workers connects to this replica. */
function noteHint(attempts: KnownAttempts, hint: BusHint): void {
  if (hint.kind === 'attempt') attempts.noteGranted(hint.token);
  if (hint.kind === 'closed') attempts.noteClosed(hint.atom_key.split(':', 1)[0] ?? '', hint.atom_key);
  if (hint.kind === 'stop') attempts.forgetTurn(hint.turn_id);
}

type Reactions = Pick<EngineDeps, 'clock' | 'attempts' | 'onStop' | 'onDispatch' | 'onDeliver' | 'reserve'>;

function createEngineDeps(options: OpenEngineOptions, reactions: Reactions): EngineDeps {
  const { database, ids, cursors, unreadable, agents, sessionFiles, resolveSecret, limits, hub, log } = options;
  const memory = new SessionMemory(REMEMBERED);
  return {
    db: database.forAll,
    hub,
    log,
    newId: () => ids.uuid(),
    cursors,
    unreadable,
    agents,
    sessionFiles,
    resolveSecret,
    limits,
    modelNames: new ModelNames(agents),
    memory,
    commits: new GroupCommit(database.commits, memory),
    creates: new GroupCreate(database),
    ...reactions,
  };
}

interface RunnerParts {
  deps: EngineDeps;
  lease: ProcessLease;
  processId: string;
  service: WorkerService;
  dispatcher: Dispatcher;
  slots: FairSlots;
}

/** Temporal's client is loaded only where it is used: it is a third of the start-up and of the memory. */
export async function openTemporalRunner(options: TemporalRunnerOptions): Promise<AgentRunner> {
  const { createTemporalRunner } = await import('./runners/temporal/temporal-runner.ts');
  return createTemporalRunner(options);
}

/** Whether Temporal has the namespace; see `find-namespace.ts`. */
export async function findTemporalNamespace(options: Omit<TemporalRunnerOptions, 'log'>): Promise<boolean> {
  const { findNamespace } = await import('./runners/temporal/find-namespace.ts');
  return findNamespace(options);
}

function makeSlots({ runner, capacity, isShared, clock, limits }: OpenEngineOptions): FairSlots {
  const isForAll = runner.kind === 'temporal';
  const limitOf = (orgId: OrganizationId) => limits.limitOf(orgId, 'running_turns');
  return new FairSlots({ capacity, isShared, isForAll, limitOf, monotonic: () => clock.monotonic() });
}

function makeRunner(options: OpenEngineOptions, { deps, dispatcher, ...parts }: RunnerParts): AgentRunner {
  const { runner, log, hub } = options;
  if (runner.kind === 'local') {
    return createLocalRunner({ engine: deps, ...parts, createExecutor: runner.createExecutor, log });
  }
  const { slots } = parts;
  const admitting = admitFairly(runner.runner, { slots, dispatch: (segment) => dispatcher.dispatch(segment) });
  hub.onLocalCommit((events) => noteEnds(admitting, events));
  return admitting;
}

function noteEnds(runner: AdmittingRunner, events: readonly PublishedEvent[]): void {
  for (const { type, org_id, turn_id } of events)
    if (turn_id !== null && isTurnEnd(type)) runner.noteOver(org_id as OrganizationId, turn_id);
}
