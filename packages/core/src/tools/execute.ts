import { linkAbort, messageOf, omitUndefined, toStorableText } from '@everruns/kernel';
import { hasErrorCode, LIMITS } from '@everruns/schemas';
import type { ImagePart, JsonValue } from '@everruns/schemas';
import { z } from 'zod';
import { toStorableJson } from '../llm/storable.ts';
import type { Clock } from '../ports/clock.ts';
import type { ToolEgress } from '../ports/tool-egress.ts';
import type { ExecutedCall, ToolExecution, ToolExecutor } from '../ports/tool-executor.ts';
import { createAskedModel } from './asked-model.ts';
import { capResult } from './cap-result.ts';
import { ModelFailure } from './model-failure.ts';
import { createSteps, OutcomeUnknownError } from './steps.ts';
import { CallSuspended, checkSuspendRequest } from './suspend.ts';
import type { ShownImage, Tool, ToolContext, ToolRegistry } from './tool.ts';
import { ToolFailure, toFailureEvents } from './tool-failure.ts';
import { createToolOutput, type ToolOutput } from './tool-output.ts';

/**
 * Runs tools of a registry. Arguments are checked first, a failed tool is a result with `is_error`, and the model reads at most
 * 64 KB. Throws when the signal aborts, and passes on `unavailable` and `fenced` from the tool or its files.
 */
export function createToolExecutor(registry: ToolRegistry, clock: Clock): ToolExecutor {
  return {
    async execute(execution) {
      const { call, definition, signal } = execution;
      signal.throwIfAborted();
      const tool = registry.find(definition);
      if (tool === null) return failure(execution, `The tool "${definition.name}" is not available on this worker.`);
      const parsed = tool.parameters.safeParse(call.arguments);
      if (!parsed.success) return failure(execution, describeBadArguments(parsed.error));
      const output = createToolOutput(execution);
      const images: ImagePart[] = [];
      const outcome = await runWithin(execution, clock, (limits) =>
        tool.run(parsed.data, toToolContext(execution, { clock, output, images, ...limits })),
      );
      if (outcome.kind === 'failed') return { ...failure(execution, outcome.message), ...outcome.flags };
      const result = await capResult(execution, withPath(toStorableJson(outcome.value), await output.keep()));
      return { tool_call_id: call.id, is_error: false, result, ...(images.length > 0 ? { images } : {}) };
    },
  };
}

type RunOutcome =
  | { kind: 'returned'; value: JsonValue }
  | { kind: 'failed'; message: string; flags?: Pick<ExecutedCall, 'outcome_unknown' | 'events'> };

interface RunLimits {
  /** Aborts with the call, and when the time of the tool is over. */
  signal: AbortSignal;
  /** Gives the tool its time anew. */
  renew: () => void;
}

/** Runs until the tool returns, its time is over or the signal aborts. A tool that ignores its signal is no longer awaited. */
async function runWithin(
  { call, definition, signal }: ToolExecution,
  clock: Clock,
  run: (limits: RunLimits) => ReturnType<Tool['run']>,
): Promise<RunOutcome> {
  const inner = linkAbort(signal);
  let late: Error | null = null;
  const stopped = Promise.withResolvers<never>();
  const leaveBehind = (): void => stopped.reject(inner.signal.reason);
  inner.signal.addEventListener('abort', leaveBehind, { once: true });
  const startTimer = () =>
    clock.after(definition.timeout_ms, () => {
      late = new Error(`The tool did not finish within ${definition.timeout_ms} ms.`);
      inner.abort(late);
    });
  let stopTimer = startTimer();
  const renew = (): void => {
    stopTimer();
    stopTimer = startTimer();
  };
  try {
    const value = await Promise.race([
      Promise.resolve().then(() => run({ signal: inner.signal, renew })),
      stopped.promise,
    ]);
    return { kind: 'returned', value: value ?? null };
  } catch (error) {
    signal.throwIfAborted();
    if (isForTheRunner(error)) throw error;
    const message = messageOf(late ?? error);
    const known = error instanceof ToolFailure && late === null ? error : null;
    const mayHaveRun = late !== null || known?.mayHaveRun === true;
    const isUnknown = error instanceof OutcomeUnknownError || (mayHaveRun && definition.effect === 'once');
    const events = known === null ? [] : toFailureEvents(known, call.id);
    return {
      kind: 'failed',
      message,
      flags: { ...(isUnknown ? { outcome_unknown: true } : {}), ...(events.length > 0 ? { events } : {}) },
    };
  } finally {
    stopTimer();
    inner.release();
    inner.signal.removeEventListener('abort', leaveBehind);
  }
}

/** Whether the runner must handle the error. A model cannot do anything about a wait, a lost model or infrastructure, or lost ownership. */
function isForTheRunner(error: unknown): boolean {
  const isOurs = error instanceof CallSuspended || error instanceof ModelFailure;
  return isOurs || hasErrorCode(error, 'unavailable') || hasErrorCode(error, 'fenced');
}

function toToolContext(
  {
    context,
    call,
    definition,
    config,
    tenant,
    idempotency_key,
    attempt,
    files,
    offload,
    sandbox,
    mcp,
    egress,
    secrets,
    steps,
    model,
    sources,
    events,
    resumed,
  }: ToolExecution,
  { clock, signal, renew, output, images }: RunLimits & { clock: Clock; output: ToolOutput; images: ImagePart[] },
): ToolContext {
  const network = definition.hints?.open_world === true ? egress : NO_NETWORK;
  const { step, paidStep } = createSteps({ store: steps, idempotencyKey: idempotency_key, onRecorded: renew });
  return {
    sessionId: context.session_id,
    turnId: context.turn_id,
    toolCallId: call.id,
    idempotencyKey: idempotency_key,
    attempt,
    signal,
    files,
    config,
    clock,
    fetch: network.open({}, signal),
    openEgress: (options) => network.open(options, signal),
    secrets,
    mcp,
    step,
    model: createAskedModel({ model, paidStep, signal }),
    sources,
    runJob: (job, input) => offload.run(job, input, { tenant, signal }),
    runInSandbox: (command, options) =>
      sandbox.run(command, { ...options, tenant, signal, onOutput: ({ text }) => output.emit(text) }),
    showImage: (image) => addImage(images, image),
    ...omitUndefined({ resumed }),
    suspend(request) {
      throw new CallSuspended(checkSuspendRequest(request));
    },
    emitOutput: (chunk) => output.emit(chunk),
    emitProgress: (message) =>
      events.emit({
        type: 'tool.progress',
        data: { tool_call_id: call.id, attempt, message: toStorableText(message), turn_id: context.turn_id },
      }),
  };
}

/** A tool reaches the network only if its definition says so, which is also how tests know what they have to try on it. */
const NO_NETWORK: ToolEgress = {
  open: () => () =>
    Promise.reject(new Error('The definition of this tool has no hint "open_world", so it has no network.')),
};

function addImage(images: ImagePart[], { base64, media_type }: ShownImage): void {
  const { imagesPerResult, imageBase64Length } = LIMITS;
  if (images.length >= imagesPerResult) throw new Error(`A call can show at most ${imagesPerResult} pictures.`);
  if (base64.length > imageBase64Length) throw new Error('The picture is too large to be shown.');
  images.push({ type: 'image', base64, media_type });
}

/** A result that is an object names the file with the whole output. */
function withPath(result: JsonValue, path: string | null): JsonValue {
  const isObject = typeof result === 'object' && result !== null && !Array.isArray(result);
  return isObject && path !== null ? { ...result, output_path: path } : result;
}

function describeBadArguments(error: z.ZodError): string {
  const issues = error.issues.map((issue) => `${z.core.toDotPath(issue.path) || 'arguments'}: ${issue.message}`);
  return `The arguments do not fit and the tool was not run. ${issues.join('; ')}`;
}

function failure({ call }: ToolExecution, message: string): ExecutedCall {
  return { tool_call_id: call.id, is_error: true, error: toStorableText(message).slice(0, 4_000) };
}
