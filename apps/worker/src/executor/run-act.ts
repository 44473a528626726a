import {
  createActAtom,
  createToolModel,
  decideRetry,
  toLostResult,
  type ActResult,
  type CompletedAct,
  type EventEmitter,
  type ToolModel,
} from '@everruns/core';
import type { ProviderError } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import { EverrunsError, type ToolCall } from '@everruns/schemas';
import type { Attempt, AttemptEnd } from './attempt.ts';
import { toAtomFailure, toRetryClass } from './atom-failure.ts';
import { commitCall } from './commit-call.ts';
import { createContextStores } from './context-stores.ts';
import { storeHeads } from './store-heads.ts';
import type { AttemptEmitter } from './attempt-frames.ts';
import { shrinkShown } from '../pictures/shrink-shown.ts';
import { CallRecords } from '../stores/call-records.ts';
import { createSecretResolver } from '../stores/grpc-secret-resolver.ts';
import { SessionFileOverlay } from '../stores/session-file-overlay.ts';

/** How often a call runs again because somebody else has changed the files that it read. */
const MAX_RERUNS = 2;
/** The person has seen the output of the first run. */
const SILENT: EventEmitter = { emit: () => undefined };

/** Runs a begun act atom and records its result, or a failed attempt if the tool could not be reached and may be called again. */
export async function runAct(attempt: Attempt, frames: AttemptEmitter): Promise<AttemptEnd> {
  const { call } = attempt.begun;
  if (call === undefined) throw new EverrunsError('internal', 'Begin returned no call for an act atom.');
  const { deps } = attempt.input;
  const records = new CallRecords({
    service: deps.service,
    token: attempt.begun.token,
    patience: attempt.patience,
    storeHeads: (events) => storeHeads(attempt, events),
  });
  for (let rerun = 0; ; rerun += 1) {
    const files = new SessionFileOverlay({ ...deps, snapshot: records, session_id: attempt.input.job.session_id });
    const run = { call, files, records, events: rerun === 0 ? frames : SILENT };
    const result = await runTool(attempt, run);
    frames.close();
    const completed = result.kind === 'failed' ? decideOnLoss(attempt, call, result.error) : result;
    if (completed.kind === 'suspended') return attempt.suspend(completed.request);
    if (completed.kind === 'retry') {
      return attempt.fail({ retry_class: completed.retryClass, detail: completed.detail }, completed.delayMs);
    }
    const end = await commitCall(attempt, { ...run, completed, mayRunAgain: rerun < MAX_RERUNS });
    if (end.kind !== 'files_changed') return end;
  }
}

interface ToolRun {
  call: ToolCall;
  files: SessionFileOverlay;
  records: CallRecords;
  events: EventEmitter;
}

async function runTool(attempt: Attempt, { call, files, records, events }: ToolRun): Promise<ActResult> {
  const { input, begun, context, atomContext, patience } = attempt;
  const { deps, atom, signal } = input;
  const secrets = createSecretResolver({ service: deps.service, token: begun.token, patience });
  const act = createActAtom({
    agents: createContextStores(context).agents,
    tools: deps.tools,
    offload: deps.offload,
    egress: deps.egress,
    secrets,
    steps: records,
    sources: records,
    sandbox: deps.sandbox,
    model: openModel(attempt),
    mcp: deps.mcp.open(secrets),
    files,
    events,
    clock: deps.clock,
  });
  const { is_edited: isEdited, resumed } = begun;
  try {
    const result = await deps.callSlots.run(input.job.turn_id, signal, () =>
      act({ atom, context: atomContext, attempt: begun.token.attempt, call, isEdited, resumed }, signal),
    );
    signal.throwIfAborted();
    if (result.kind !== 'completed') return result;
    const tenant = context.agent.organization_id ?? input.job.session_id;
    const shown = await shrinkShown(result.events, (job, given) => deps.offload.run(job, given, { tenant, signal }));
    return { ...result, events: shown };
  } catch (error) {
    return { kind: 'failed', error: toAtomFailure(input, error) };
  }
}

/** The model of the turn, for tools that ask it. */
function openModel({ input, context }: Attempt): ToolModel {
  const { deps, atom } = input;
  const { model, organization_id } = context.agent;
  const heads = deps.heads.of(organization_id);
  return createToolModel({ atom, model, connect: () => deps.connectDriver(model), heads, clock: deps.clock });
}

type LossDecision =
  | CompletedAct
  | { kind: 'retry'; retryClass: ReturnType<typeof toRetryClass>; delayMs: number; detail: string };

/** A call that could not be finished is repeated unless it must run only once. When retries end, the model reads that it failed. */
function decideOnLoss(attempt: Attempt, call: ToolCall, error: ProviderError): LossDecision {
  const { begun, context, input } = attempt;
  const definition = context.agent.tools.find((tool) => tool.name === call.name);
  const effect = definition?.effect ?? 'read';
  if (effect === 'once' && definition?.hints?.resumable !== true) {
    const message = 'The outcome of this call is unknown: verify before repeating it.';
    return toLostResult(call, { effect, message, outcome_unknown: true });
  }
  const retryClass = toRetryClass(error);
  const decision = decideRetry({
    class: retryClass,
    atom: 'act',
    failures: begun.failures,
    random: input.deps.random(),
    provider_name: context.agent.model.provider_name,
    detail: error.message,
    ...omitUndefined({ retry_after_ms: error.retry_after_ms }),
  });
  if (decision.kind === 'give_up') return toLostResult(call, { effect, message: decision.message });
  return { kind: 'retry', retryClass, delayMs: decision.delay_ms, detail: error.message };
}
