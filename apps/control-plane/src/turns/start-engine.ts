import type { SegmentExecutor, WorkerService } from '@everruns/internal-protocol';
import type { TurnId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { EventBus, EventHub } from '../events/hub.ts';
import { createAgentResolver } from '../services/agents/agent-resolver.ts';
import type { Services } from '../services/services.ts';
import { createWorkerService } from './create-worker-service.ts';
import { Dispatcher } from './dispatcher.ts';
import type { EngineDeps } from './engine.ts';
import { ProcessLease } from './local/lease.ts';
import { createLocalRunner } from './local/local-runner.ts';
import { ModelNames } from './model-names.ts';
import type { AgentRunner } from './runner.ts';
import { Sweeper } from './sweeper.ts';
import { WorkerStreams } from './worker-streams.ts';

export interface StartEngineOptions {
  services: Services;
  databaseUrl: string;
  /** The database was started for this process: turns of those before it are taken up at once. */
  isAlone: boolean;
  hub: EventHub;
  bus: EventBus;
  log: Logger;
  /** Segments at once in this process. */
  capacity: number;
  sweepIntervalMs: number;
  /** Local: the executor, made by the worker package. Temporal: the client side of the cluster. */
  runner:
    | { kind: 'local'; createExecutor(service: WorkerService): SegmentExecutor }
    | { kind: 'temporal'; runner: AgentRunner };
}

export interface TurnEngine {
  deps: EngineDeps;
  service: WorkerService;
  /** Takes nothing new and lets running turns finish until the signal aborts; what is left, others take up. */
  close(signal: AbortSignal): Promise<void>;
}

/** Sets the engine going: lease, dispatcher, runner, sweep. */
export async function startEngine(options: StartEngineOptions): Promise<TurnEngine> {
  const { services, hub, bus, log } = options;
  const processId = services.ids.uuid();
  const dispatcher = new Dispatcher({ db: services.db, log });
  const streams = new WorkerStreams({ hub, onAlive: (turnIds) => sweeper.noteAlive(turnIds) });
  const stopHere = (stop: Parameters<EngineDeps['onStop']>[0]) => {
    streams.stop(stop);
    runner
      .cancel(stop.turn_id as TurnId, stop.segment)
      .catch((error: unknown) => log.debug({ err: error }, 'runner not told of a stop'));
  };
  const agents = createAgentResolver(services);
  const deps: EngineDeps = {
    db: services.db,
    hub,
    log,
    clock: services.clock,
    newId: () => services.ids.uuid(),
    agents,
    modelNames: new ModelNames(agents),
    onDispatch: (turn) => dispatcher.dispatchTurn(turn),
    onStop: (stop) => {
      stopHere(stop);
      bus.publish({ kind: 'stop', ...stop });
    },
  };
  const service = createWorkerService(deps, streams);
  const lease = new ProcessLease({
    isAlone: options.isAlone,
    url: options.databaseUrl,
    processId,
    runsTurns: options.runner.kind === 'local',
    log,
  });
  await lease.acquire();
  const runner = makeRunner(options, { deps, lease, processId, service });
  const stopListening = bus.subscribe((hint) => {
    if (hint.kind === 'stop') stopHere(hint);
  });
  const sweeper = new Sweeper({
    engine: deps,
    bus,
    dispatcher,
    processId,
    monotonic: () => services.clock.monotonic(),
    onUnleased: () => lease.renew(),
    intervalMs: options.sweepIntervalMs,
  });
  dispatcher.attach(runner);
  await sweeper.tick();
  sweeper.start();
  return {
    deps,
    service,
    async close(signal) {
      await sweeper.close();
      dispatcher.attach(null);
      await dispatcher.settled();
      await runner.close(signal);
      stopListening();
      await lease[Symbol.asyncDispose]();
    },
  };
}

type RunnerParts = { deps: EngineDeps; lease: ProcessLease; processId: string; service: WorkerService };

function makeRunner(options: StartEngineOptions, { deps, lease, processId, service }: RunnerParts): AgentRunner {
  if (options.runner.kind === 'temporal') return options.runner.runner;
  const { createExecutor } = options.runner;
  return createLocalRunner({
    engine: deps,
    lease,
    processId,
    createExecutor,
    service,
    capacity: options.capacity,
    log: options.log,
  });
}
