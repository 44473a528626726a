import {
  createActAtom,
  decideRetry,
  toLostResult,
  type ActResult,
  type CompletedAct,
  type EventEmitter,
} from '@everruns/core';
import type { ProviderError } from '@everruns/core';
import { EverrunsError, type ToolCall } from '@everruns/schemas';
import type { Attempt, AttemptEnd } from './attempt.ts';
import { toAtomFailure, toRetryClass } from './atom-failure.ts';
import { createContextStores } from './context-stores.ts';
import type { AttemptEmitter } from './attempt-frames.ts';
import { createSecretResolver } from '../stores/grpc-secret-resolver.ts';
import { createGrpcSessionFileStore } from '../stores/grpc-session-file-store.ts';

/** Runs a begun act atom and records its result, or a failed attempt if the tool could not be reached and may be called again. */
export async function runAct(attempt: Attempt, frames: AttemptEmitter): Promise<AttemptEnd> {
  const { call } = attempt.begun;
  if (call === undefined) throw new EverrunsError('internal', 'Begin returned no call for an act atom.');
  const result = await runTool(attempt, call, frames);
  frames.close();
  const completed = result.kind === 'failed' ? decideOnLoss(attempt, call, result.error) : result;
  if (completed.kind === 'retry') {
    return attempt.fail({ retry_class: completed.retryClass, detail: completed.detail }, completed.delayMs);
  }
  return attempt.commit(completed.events, { kind: 'act', ok: completed.ok });
}

async function runTool(attempt: Attempt, call: ToolCall, events: EventEmitter): Promise<ActResult> {
  const { input, begun, context, atomContext, patience } = attempt;
  const { deps, atom, signal } = input;
  const secrets = createSecretResolver({ service: deps.service, token: begun.token, patience });
  const act = createActAtom({
    agents: createContextStores(context).agents,
    tools: deps.tools,
    offload: deps.offload,
    egress: deps.egress,
    secrets,
    sandbox: deps.sandbox,
    mcp: deps.mcp.open(secrets),
    files: createGrpcSessionFileStore({ service: deps.service, token: begun.token, patience }),
    events,
    clock: deps.clock,
  });
  try {
    const result = await act({ atom, context: atomContext, attempt: begun.token.attempt, call }, signal);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    return { kind: 'failed', error: toAtomFailure(input, error) };
  }
}

type LossDecision =
  | CompletedAct
  | { kind: 'retry'; retryClass: ReturnType<typeof toRetryClass>; delayMs: number; detail: string };

/** A call that could not be finished is repeated unless it must run only once. When retries end, the model reads that it failed. */
function decideOnLoss(attempt: Attempt, call: ToolCall, error: ProviderError): LossDecision {
  const { begun, context, input } = attempt;
  const effect = context.agent.tools.find((tool) => tool.name === call.name)?.effect ?? 'read';
  if (effect === 'once') {
    const message = 'The outcome of this call is unknown: verify before repeating it.';
    return toLostResult(call, { effect, message, outcome_unknown: true });
  }
  const retryClass = toRetryClass(error);
  const decision = decideRetry({
    class: retryClass,
    atom: 'act',
    failures: begun.failures,
    random: input.deps.random(),
  });
  if (decision.kind === 'give_up') return toLostResult(call, { effect, message: decision.message });
  return { kind: 'retry', retryClass, delayMs: decision.delay_ms, detail: error.message };
}
