import { messageOf, omitUndefined } from '@everruns/kernel';
import { formatAtomKey, hasErrorCode, toToolCompleted } from '@everruns/schemas';
import type { AtomRef, EventDraft, ResumedWait, RuntimeAgent, ToolCall, ToolDefinition } from '@everruns/schemas';
import type { ProviderError } from '../llm/provider-error.ts';
import type { AgentStore } from '../ports/agent-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventEmitter } from '../ports/event-emitter.ts';
import type { McpCalls } from '../ports/mcp-calls.ts';
import type { Offload } from '../ports/offload.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { SecretResolver } from '../ports/secret-resolver.ts';
import type { SessionFileStore } from '../ports/session-file-store.ts';
import { toRecordedMs } from '../ports/timestamp.ts';
import type { ToolEgress } from '../ports/tool-egress.ts';
import type { ToolModel } from '../ports/tool-model.ts';
import type { SourceLog } from '../ports/source-log.ts';
import type { StepStore } from '../ports/step-store.ts';
import type { ExecutedCall, ToolExecutor } from '../ports/tool-executor.ts';
import { ModelFailure } from '../tools/model-failure.ts';
import { CallSuspended, type SuspendRequest } from '../tools/suspend.ts';
import type { AtomContext } from './atom-context.ts';

/** The most characters of changed arguments that the model is told. */
const MAX_SHOWN_ARGUMENTS = 4_000;

export interface ActAtomDeps {
  agents: AgentStore;
  tools: ToolExecutor;
  files: SessionFileStore;
  offload: Offload;
  egress: ToolEgress;
  secrets: SecretResolver;
  steps: StepStore;
  sources: SourceLog;
  sandbox: Sandbox;
  /** The model of the turn, for tools that ask it. */
  model: ToolModel;
  mcp: McpCalls;
  events: EventEmitter;
  clock: Clock;
}

export interface ActInput {
  atom: AtomRef;
  context: AtomContext;
  attempt: number;
  call: ToolCall;
  /** A person changed the arguments of the call. */
  isEdited?: boolean | undefined;
  /** What came of the newest wait of the call. */
  resumed?: ResumedWait | undefined;
}

/** What to commit. A tool that failed counts as completed, with `ok: false`. */
export interface CompletedAct {
  kind: 'completed';
  events: EventDraft[];
  ok: boolean;
}

/** `suspended`: the call waits for somebody. `failed`: the tool's infrastructure or the model that it asked was lost, or the signal aborted. */
export type ActResult =
  | CompletedAct
  | { kind: 'suspended'; request: SuspendRequest }
  | { kind: 'failed'; error: ProviderError };

export type ActAtom = (input: ActInput, signal: AbortSignal) => Promise<ActResult>;

/**
 * Runs one tool call and returns what to record. An aborted signal is an error of class `canceled`. Throws errors of the stores.
 */
export function createActAtom(deps: ActAtomDeps): ActAtom {
  return async (input, signal) => {
    const agent = await deps.agents.getRuntimeAgent(input.context.turn_id);
    const definition = agent.tools.find((tool) => tool.name === input.call.name);
    const startedAt = deps.clock.monotonic();
    try {
      const result = await runCall(deps, { input, agent, definition, signal });
      const noted = input.isEdited === true ? withEdits(result, input.call) : result;
      const durationMs = deps.clock.monotonic() - startedAt;
      return completed(input.call, { result: noted, durationMs, effect: definition?.effect ?? 'read' });
    } catch (error) {
      if (error instanceof CallSuspended) return { kind: 'suspended', request: error.request };
      if (signal.aborted) return { kind: 'failed', error: { class: 'canceled', message: 'the call was aborted' } };
      if (error instanceof ModelFailure) return { kind: 'failed', error: error.error };
      if (!hasErrorCode(error, 'unavailable')) throw error;
      return { kind: 'failed', error: { class: 'tool_infrastructure', message: messageOf(error) } };
    }
  };
}

export interface LostCall {
  effect: ToolDefinition['effect'];
  message: string;
  outcome_unknown?: true;
}

/**
 * Returns the result of a call that could not be finished: its tool stayed unreachable, or it may have run and must not run
 * again.
 */
export function toLostResult(call: ToolCall, { effect, message, outcome_unknown }: LostCall): CompletedAct {
  const result: ExecutedCall = {
    tool_call_id: call.id,
    is_error: true,
    error: message,
    ...omitUndefined({ outcome_unknown }),
  };
  return completed(call, { result, durationMs: 0, effect });
}

interface CallToRun {
  input: ActInput;
  agent: RuntimeAgent;
  definition: ToolDefinition | undefined;
  signal: AbortSignal;
}

async function runCall(deps: ActAtomDeps, { input, agent, definition, signal }: CallToRun): Promise<ExecutedCall> {
  const { call } = input;
  if (call.arguments_error !== undefined) {
    return failedResult(call, `The tool was not run: ${call.arguments_error}.`);
  }
  if (definition === undefined) {
    const names = agent.tools.map((tool) => tool.name).join(', ');
    return failedResult(call, `There is no tool "${call.name}". Tools: ${names === '' ? 'none' : names}.`);
  }
  return deps.tools.execute({
    context: input.context,
    call,
    definition,
    config: agent.capability_configs[definition.capability_id ?? ''] ?? {},
    tenant: agent.organization_id ?? input.context.session_id,
    idempotency_key: formatAtomKey(input.atom),
    attempt: input.attempt,
    files: deps.files,
    offload: deps.offload,
    egress: deps.egress,
    secrets: deps.secrets,
    steps: deps.steps,
    sources: deps.sources,
    sandbox: deps.sandbox,
    model: deps.model,
    mcp: deps.mcp,
    events: deps.events,
    signal,
    resumed: input.resumed,
  });
}

/** Tells the model with which arguments the call ran, because they are not its own. */
function withEdits(result: ExecutedCall, { arguments: args }: ToolCall): ExecutedCall {
  const changed = JSON.stringify(args).slice(0, MAX_SHOWN_ARGUMENTS).toWellFormed();
  const note = `A person changed the arguments of this call before it ran, to: ${changed}`;
  if (result.is_error) return { ...result, error: `${note}\n\n${result.error ?? ''}` };
  const { result: value = null } = result;
  return { ...result, result: typeof value === 'string' ? `${note}\n\n${value}` : { note, result: value } };
}

function failedResult(call: ToolCall, error: string): ExecutedCall {
  return { tool_call_id: call.id, is_error: true, error };
}

interface FinishedCall {
  result: ExecutedCall;
  durationMs: number;
  effect: ToolDefinition['effect'];
}

function completed(call: ToolCall, { result, durationMs, effect }: FinishedCall): CompletedAct {
  const event = toToolCompleted({
    tool_call_id: call.id,
    name: call.name,
    result: result.result,
    images: result.images,
    error: result.is_error ? (result.error ?? 'The tool failed.') : undefined,
    canceled: result.canceled,
    outcome_unknown: result.outcome_unknown,
    duration_ms: toRecordedMs(durationMs),
    effect,
  });
  return { kind: 'completed', events: [...(result.events ?? []), event], ok: !result.is_error };
}
