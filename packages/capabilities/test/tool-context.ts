import {
  CallSuspended,
  createAskedModel,
  createSteps,
  type SecretResolver,
  type ShownImage,
  type Tool,
  type ToolContext,
  type ToolEgress,
  type ToolModel,
} from '@everruns/core';
import {
  createFakeClock,
  createInlineOffload,
  createRefusingEgress,
  createNoSandbox,
  createScriptedToolModel,
  createSequentialIds,
  InMemorySessionFileStore,
  InMemorySources,
  InMemorySteps,
  makeTestUuid,
  NO_MCP,
  NO_SECRETS,
} from '@everruns/core/testing';
import { SessionId, ToolCallId, TurnId, type JsonValue } from '@everruns/schemas';

export interface ToolBench {
  files: InMemorySessionFileStore;
  clock: ReturnType<typeof createFakeClock>;
  /** The steps of the call: all runs of a bench are runs of one call. */
  steps: InMemorySteps;
  images: ShownImage[];
  sources: InMemorySources;
  /** Runs a tool as the executor does: its schema parses the arguments first, and invalid ones throw `ZodError`. */
  run(name: string, args: unknown, context?: Partial<ToolContext>): Promise<JsonValue>;
}

/** Creates a bench for tools, with files in memory and a clock that stays at 2026-01-01T00:00:00Z. */
export function createToolBench(
  tools: readonly Tool[],
  {
    egress = createRefusingEgress(),
    secrets = NO_SECRETS,
    model = createScriptedToolModel(),
  }: { egress?: ToolEgress; secrets?: SecretResolver; model?: ToolModel } = {},
): ToolBench {
  const clock = createFakeClock();
  const offload = createInlineOffload();
  const sessionId = SessionId.parse(makeTestUuid(1));
  const images: ShownImage[] = [];
  const steps = new InMemorySteps();
  const sources = new InMemorySources();
  const files = new InMemorySessionFileStore({ session_id: sessionId, clock, ids: createSequentialIds() });
  return {
    files,
    clock,
    images,
    steps,
    sources,
    async run(name, args, overrides = {}) {
      const tool = tools.find((candidate) => candidate.name === name);
      if (tool === undefined) throw new Error(`no tool ${name}`);
      const signal = overrides.signal ?? new AbortController().signal;
      const { step, paidStep } = createSteps({ store: steps, idempotencyKey: 'key', onRecorded: () => undefined });
      return tool.run(tool.parameters.parse(args), {
        sessionId,
        turnId: TurnId.parse(makeTestUuid(2)),
        toolCallId: ToolCallId.parse(makeTestUuid(3)),
        idempotencyKey: 'key',
        attempt: 1,
        signal,
        files,
        config: {},
        emitProgress: () => {},
        emitOutput: () => {},
        showImage: (image) => void images.push(image),
        suspend(request) {
          throw new CallSuspended(request);
        },
        clock,
        fetch: egress.open({}, signal),
        openEgress: (options) => egress.open(options, signal),
        secrets,
        mcp: NO_MCP,
        step,
        model: createAskedModel({ model, paidStep, signal }),
        sources,
        runJob: (job, input) =>
          offload.run(job, input, {
            tenant: 'org-1',
            signal,
          }),
        runInSandbox: (command, options) => createNoSandbox().run(command, { ...options, tenant: 'org-1', signal }),
        ...overrides,
      });
    },
  };
}
