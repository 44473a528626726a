import type {
  EventDraft,
  ImagePart,
  JsonObject,
  ResumedWait,
  ToolCall,
  ToolDefinition,
  ToolResult,
} from '@everruns/schemas';
import type { AtomContext } from '../atoms/atom-context.ts';
import type { EventEmitter } from './event-emitter.ts';
import type { McpCalls } from './mcp-calls.ts';
import type { Offload } from './offload.ts';
import type { Sandbox } from './sandbox.ts';
import type { SecretResolver } from './secret-resolver.ts';
import type { SessionFileStore } from './session-file-store.ts';
import type { SourceLog } from './source-log.ts';
import type { StepStore } from './step-store.ts';
import type { ToolEgress } from './tool-egress.ts';
import type { ToolModel } from './tool-model.ts';

export interface ToolExecution {
  context: AtomContext;
  call: ToolCall;
  definition: ToolDefinition;
  /** The settings of the capability that provides the tool. */
  config: JsonObject;
  /** The organization of the call, for its share of threads. */
  tenant: string;
  /** The same for all attempts of this call, because it is derived from the atom key. */
  idempotency_key: string;
  attempt: number;
  files: SessionFileStore;
  offload: Offload;
  egress: ToolEgress;
  secrets: SecretResolver;
  steps: StepStore;
  sources: SourceLog;
  sandbox: Sandbox;
  model: ToolModel;
  mcp: McpCalls;
  events: EventEmitter;
  signal: AbortSignal;
  /** What came of the newest wait of the call. */
  resumed?: ResumedWait | undefined;
}

export interface ExecutedCall extends ToolResult {
  /** Pictures that the model sees with the result. */
  images?: ImagePart[];
  /** What is recorded before the result. */
  events?: EventDraft[];
}

/** Runs one tool call. A failed tool is a result with `is_error`. Only an aborted signal, lost infrastructure and
 * a call that began to wait (`CallSuspended`) throw. */
export interface ToolExecutor {
  execute(execution: ToolExecution): Promise<ExecutedCall>;
}
