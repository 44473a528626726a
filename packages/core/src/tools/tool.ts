import type {
  JsonObject,
  JsonValue,
  ResumedWait,
  SessionId,
  ToolCallId,
  ToolDefinition,
  TurnId,
} from '@everruns/schemas';
import type { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { McpCalls } from '../ports/mcp-calls.ts';
import type { RunJob } from '../ports/offload.ts';
import type { RunInSandbox } from '../ports/sandbox.ts';
import type { SecretResolver } from '../ports/secret-resolver.ts';
import type { SessionFileStore } from '../ports/session-file-store.ts';
import type { SourceLog } from '../ports/source-log.ts';
import type { ToolEgressOptions } from '../ports/tool-egress.ts';
import type { AskedModel } from './asked-model.ts';
import type { RunStep } from './steps.ts';
import type { SuspendRequest } from './suspend.ts';

export interface ShownImage {
  base64: string;
  media_type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
}

/** Everything that one run of a tool may know and touch. Other dependencies are passed when the tool is created. */
export interface ToolContext {
  sessionId: SessionId;
  turnId: TurnId;
  toolCallId: ToolCallId;
  /** The same for all attempts of this call. Pass it on to every system that the tool changes. */
  idempotencyKey: string;
  /** The number of this run of the call, from 1. */
  attempt: number;
  /** Aborts on cancel and when the tool's time is over. Its reason names the cause. */
  signal: AbortSignal;
  /** The files of the session as they were when the call first looked. What it changes is kept together with its result, or not at all. */
  files: SessionFileStore;
  /** The settings of the capability that provides the tool. */
  config: JsonObject;
  /** Shows a line to the person who watches. It is never stored and never read by the model. */
  emitProgress(message: string): void;
  /**
   * Streams output to the person who watches, up to 1 MB of text a call. It is not part of the result. A longer output is kept in a
   * session file (up to 10 MB), which the result names as `output_path` if it is an object.
   */
  emitOutput(chunk: string): void;
  /** Lets the model see a picture with the result: at most four a call, of 5 MB each. Large ones are scaled down. */
  showImage(image: ShownImage): void;
  /** Runs work whose cost the arguments or the files determine, outside the event loop. It ends with `signal`. */
  runJob: RunJob;
  /** The only way to the network, for tools with the hint `open_world`: guarded, bounded in bytes and time, and ended by `signal`. */
  fetch: typeof fetch;
  /** Returns a narrower `fetch`, for example for fewer hosts, bytes or seconds. */
  openEgress(options: ToolEgressOptions): typeof fetch;
  /** For headers and queries of requests only: no argument, result, event, log or error text may hold a value. */
  secrets: SecretResolver;
  /** Records what the tool has done so far, so that a later run of the same call goes on from there. */
  step: RunStep;
  /** Asks the model of the turn, outside of the conversation. An answer is a recorded step: it is paid for once. */
  model: AskedModel;
  /** The pages that tools have read in this session. */
  sources: SourceLog;
  /** Runs a program that the model wrote, in a process of its own. What it prints is streamed by `emitOutput`. */
  runInSandbox: RunInSandbox;
  /** Calls tools of MCP servers. */
  mcp: McpCalls;
  clock: Clock;
  /** What came of the newest wait of this call. Absent in a run before which nobody was asked. */
  resumed?: ResumedWait;
  /**
   * Ends this run and asks somebody. Once they have answered, the call runs again from its start, with `resumed`. Only before an effect
   * of a `once` tool. A denial or an expired request ends the call instead. Always throws; do not catch it.
   */
  suspend: (request: SuspendRequest) => never;
}

/**
 * The implementation of a tool. `run` gets arguments that `parameters` accepted and returns a string or JSON for the model. A
 * thrown error is a failed tool, and the model reads its message. An `EverrunsError` `unavailable` means lost infrastructure, so
 * the call may be tried again. `fenced` and `canceled` end the attempt.
 */
export interface Tool<Parameters extends z.ZodType = z.ZodType> {
  name: string;
  parameters: Parameters;
  run(args: z.output<Parameters>, context: ToolContext): Promise<JsonValue> | JsonValue;
}

/** Infers the type of `args` from `parameters`. */
export function defineTool<Parameters extends z.ZodType>(tool: Tool<Parameters>): Tool<Parameters> {
  return tool;
}

export interface ToolRegistry {
  /** Returns the implementation of a tool that an agent offers, or null if there is none. */
  find(definition: Pick<ToolDefinition, 'name' | 'capability_id'>): Tool | null;
}

/** The implementation of a capability whose tools depend on the agent's settings. */
export interface ToolFamily {
  capabilityId: string;
  /** Returns the implementation of a tool that `toolsFor` of the capability has defined. */
  create(name: string): Tool;
}

/** Creates a registry of tools whose names are unique, and of families, whose tools are found by their capability. */
export function createToolRegistry(tools: readonly Tool[], families: readonly ToolFamily[] = []): ToolRegistry {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  if (byName.size !== tools.length) throw new TypeError('two tools share a name');
  const byCapability = new Map(families.map((family) => [family.capabilityId, family]));
  return {
    find: ({ name, capability_id }) => byCapability.get(capability_id ?? '')?.create(name) ?? byName.get(name) ?? null,
  };
}
