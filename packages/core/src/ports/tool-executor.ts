import type { JsonObject, ToolCall, ToolDefinition, ToolResult } from '@everruns/schemas';
import type { AtomContext } from '../atoms/atom-context.ts';
import type { EventEmitter } from './event-emitter.ts';
import type { Offload } from './offload.ts';
import type { SessionFileStore } from './session-file-store.ts';

export interface ToolExecution {
  context: AtomContext;
  call: ToolCall;
  definition: ToolDefinition;
  /** Settings of the capability that brought the tool. */
  config: JsonObject;
  /** Whose call it is, for the share of threads: an organization. */
  tenant: string;
  /** The same on every attempt of this call; derived from the atom key. */
  idempotency_key: string;
  attempt: number;
  files: SessionFileStore;
  offload: Offload;
  events: EventEmitter;
  signal: AbortSignal;
}

/** Runs one tool call. A tool that fails is a result with `is_error`; only an aborted signal and lost infrastructure throw. */
export interface ToolExecutor {
  execute(execution: ToolExecution): Promise<ToolResult>;
}
