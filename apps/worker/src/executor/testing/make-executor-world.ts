import { createToolExecutor, createToolRegistry, type ModelDriver, type Tool } from '@everruns/core';
import {
  TEST_IDS,
  createFakeClock,
  createInlineOffload,
  createNoSandbox,
  NO_MCP,
  createScriptedDriver,
  createSequentialIds,
  makeRuntimeAgent,
  makeToolDefinition,
  type FakeClock,
  type ScriptedAnswer,
  type ScriptedDriver,
} from '@everruns/core/testing';
import type { SegmentJob } from '@everruns/internal-protocol';
import type { RuntimeAgent, ToolDefinition } from '@everruns/schemas';
import { createEventStreamClient } from '../event-stream-client.ts';
import type { AtomExecutorDeps } from '../execute-atom.ts';
import { createTurnContextCache } from '../turn-context-cache.ts';
import { FakeWorkerService } from './fake-worker-service.ts';
import { makeDriverTable } from './make-driver-table.ts';

export interface ExecutorWorldOptions {
  answers?: ScriptedAnswer[];
  tools?: Tool[];
  definitions?: ToolDefinition[];
  agent?: Partial<RuntimeAgent>;
  driver?: ModelDriver;
}

export interface ExecutorWorld {
  service: FakeWorkerService;
  driver: ScriptedDriver;
  clock: FakeClock;
  deps: Omit<AtomExecutorDeps, 'retries'>;
  job: SegmentJob;
  logged: string[];
}

/** One turn before a fake control plane, a scripted model and a clock that moves when told to. */
export function makeExecutorWorld(options: ExecutorWorldOptions = {}): ExecutorWorld {
  const tools = options.tools ?? [];
  const definitions = options.definitions ?? tools.map((tool) => makeToolDefinition({ name: tool.name }));
  const agent = makeRuntimeAgent({ tools: definitions, ...options.agent });
  const clock = createFakeClock();
  const ids = createSequentialIds(1);
  const service = new FakeWorkerService(agent, { clock, ids });
  const driver = createScriptedDriver(options.answers ?? []);
  const createDriver = (): ModelDriver => options.driver ?? driver;
  const logged: string[] = [];
  const deps = {
    service,
    stream: createEventStreamClient({ service, clock, workerId: 'worker-1' }),
    contexts: createTurnContextCache(10),
    drivers: makeDriverTable(() => createDriver),
    openFetch: () => () => Promise.reject(new Error('no network in tests')),
    tools: createToolExecutor(createToolRegistry(tools), clock),
    offload: createInlineOffload(),
    sandbox: createNoSandbox(),
    mcp: { open: () => NO_MCP },
    clock,
    ids,
    random: () => 0,
    log: {
      error: (_fields: object, message: string) => void logged.push(message),
      warn: (_fields: object, message: string) => void logged.push(message),
    },
  };
  const job = {
    turn_id: TEST_IDS.turn,
    session_id: TEST_IDS.session,
    segment: 1,
    start_iteration: 1,
    max_iterations: 5,
  };
  return { service, driver, clock, deps, job, logged };
}
