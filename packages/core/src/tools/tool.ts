import type { JsonObject, JsonValue, SessionId, ToolCallId, ToolDefinition, TurnId } from '@everruns/schemas';
import type { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { RunJob } from '../ports/offload.ts';
import type { SessionFileStore } from '../ports/session-file-store.ts';

/** What one run of a tool may know and touch. Everything else comes in when the tool is created. */
export interface ToolContext {
  sessionId: SessionId;
  turnId: TurnId;
  toolCallId: ToolCallId;
  /** The same on every attempt of this call: pass it on to whatever the tool changes outside. */
  idempotencyKey: string;
  /** 1 on the first run of this call. */
  attempt: number;
  /** Aborts on cancel and when the tool's time is over; its reason says which. */
  signal: AbortSignal;
  files: SessionFileStore;
  /** Settings of the capability that brought the tool. */
  config: JsonObject;
  /** A line for the person who watches; never stored, never read by the model. */
  emitProgress(message: string): void;
  /** Runs work whose cost the arguments or the files choose, beside the event loop. It ends with `signal`. */
  runJob: RunJob;
  clock: Clock;
}

/**
 * The implementation of a tool. `run` gets arguments that `parameters` accepted and returns what the model reads: a string or JSON.
 * A thrown error is a failed tool: its message goes to the model. An `EverrunsError` `unavailable` means that the infrastructure
 * was lost and the call may be tried again; `fenced` and `canceled` end the attempt.
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
  /** The implementation of a tool that an agent offers, or null where there is none. */
  find(definition: Pick<ToolDefinition, 'name' | 'capability_id'>): Tool | null;
}

/** A registry of tools whose names are unique. */
export function createToolRegistry(tools: readonly Tool[]): ToolRegistry {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  if (byName.size !== tools.length) throw new TypeError('two tools share a name');
  return { find: (definition) => byName.get(definition.name) ?? null };
}
