import {
  attemptBudget,
  createReasonAtom,
  decideRetry,
  type EventEmitter,
  type ModelDriver,
  type ProviderError,
  type ReasonResult,
  type RunJob,
} from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import { addUsage, type ErrorCode, type EventDraft, type ResolvedModel, type Usage } from '@everruns/schemas';
import { withFiles } from '../documents/file-driver.ts';
import { repeatWhileUnavailable } from './repeat-while-unavailable.ts';
import { withFittingPictures } from '../pictures/picture-driver.ts';
import { answerImmediateCalls } from './answer-immediate-calls.ts';
import type { Attempt, AttemptEnd, GivenUpAnswer } from './attempt.ts';
import { createContextStores } from './context-stores.ts';
import type { AttemptEmitter } from './attempt-frames.ts';
import { waitForRound } from './loop-round.ts';
import { storeHeads } from './store-heads.ts';
import { toAtomFailure, toRetryClass } from './atom-failure.ts';

/** Runs a begun reason atom and records its outcome: an answer, a failed attempt, a parked turn or a failed turn. */
export async function runReason(attempt: Attempt, frames: AttemptEmitter): Promise<AttemptEnd> {
  const { result, paid } = await getAnswer(attempt, frames);
  frames.close();
  if (result.kind === 'failed') {
    const paidFor = await storeHeads(attempt, [...paid, ...(result.paid ?? [])]);
    return handleModelFailure(attempt, result.error, paidFor);
  }
  const { events, calls, usage, failure } = result;
  const results = await answerImmediateCalls(attempt, calls);
  const adjusted = attempt.input.deps.leftOut.takeNews(attempt.context.agent.model);
  const answered = await storeHeads(attempt, [...paid, ...events]);
  return attempt.commit([...adjusted, ...answered], {
    kind: 'reason',
    calls,
    usage: paid.length === 0 ? usage : addUsage(usageOf(paid), usage),
    results,
    ...omitUndefined({ failure }),
  });
}

interface Answered {
  result: ReasonResult;
  /** Generations that were asked for early and given up, which are recorded with this answer. */
  paid: EventDraft[];
}

/** A failure that is retried comes from the state of the provider, whatever was sent, and has its delay before the model is asked again. */
function isStillTrue({ error, model }: NonNullable<GivenUpAnswer['failure']>, { context }: Attempt): boolean {
  return attemptBudget(toRetryClass(error), 'reason') !== undefined && model.id === context.agent.model.id;
}

const NOTHING: GivenUpAnswer = { paid: [], failure: null };

async function getAnswer(attempt: Attempt, frames: AttemptEmitter): Promise<Answered> {
  const { deps, signal } = attempt.input;
  const early = deps.early.take(attempt.begun);
  if (early !== null && 'answer' in early) return { result: await early.answer.use(frames, signal), paid: [] };
  const { paid, failure } = early === null ? NOTHING : await early.givenUp;
  if (failure !== null && isStillTrue(failure, attempt))
    return { result: { kind: 'failed', error: failure.error }, paid };
  await waitForRound();
  return { result: await askModel(attempt, frames), paid };
}

/** Asks the model. Rejects when the attempt is over; every other failure is a result. */
export async function askModel(attempt: Attempt, events: EventEmitter): Promise<ReasonResult> {
  const { input, begun, context, atomContext } = attempt;
  const { deps, atom, signal } = input;
  const reason = createReasonAtom({
    ...createContextStores(context),
    events,
    heads: deps.heads.of(context.agent.organization_id),
    clock: deps.clock,
    runJob: runJobOf(attempt),
    createDriver: (model) => connectWithFiles(attempt, model),
  });
  const { malformed_calls, token } = begun;
  try {
    const result = await reason({ atom, context: atomContext, attempt: token.attempt, malformed_calls }, signal);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    return { kind: 'failed', error: toAtomFailure(input, error) };
  }
}

/** Files of the session are read with the attempt's token. */
function connectWithFiles(attempt: Attempt, model: ResolvedModel): ModelDriver {
  const { begun, input, patience } = attempt;
  const { signal, deps } = input;
  const { service, texts } = deps;
  const read = async (file: { path: string; revision: number }) => {
    await attempt.granted;
    const question = { token: begun.token, operation: { kind: 'read' as const, ...file } };
    const answer = await repeatWhileUnavailable(() => service.sessionFile(question, { signal }), patience);
    if (answer.kind !== 'file') throw new TypeError('expected a file');
    return answer.file;
  };
  return withFiles(connectWithPictures(attempt, model), { model, texts, read, runJob: runJobOf(attempt) });
}

/** Pictures are made to fit in the threads. */
function connectWithPictures(attempt: Attempt, model: ResolvedModel): ModelDriver {
  const { deps } = attempt.input;
  return withFittingPictures(deps.connectDriver(model), { model, copies: deps.copies, runJob: runJobOf(attempt) });
}

/** Runs jobs in the threads, in the share of the organization. */
function runJobOf({ input, context }: Attempt): RunJob {
  const { deps, job, signal } = input;
  const tenant = context.agent.organization_id ?? job.session_id;
  return (work, given) => deps.offload.run(work, given, { tenant, signal });
}

/** Decides by its class what follows a failed model call. */
async function handleModelFailure(
  attempt: Attempt,
  error: ProviderError,
  paid: readonly EventDraft[],
): Promise<AttemptEnd> {
  const { deps, atom } = attempt.input;
  const { model, can_fall_back } = attempt.context.agent;
  const retryClass = toRetryClass(error);
  const decision = decideRetry({
    class: retryClass,
    atom: 'reason',
    failures: attempt.begun.failures,
    random: deps.random(),
    provider_name: model.provider_name,
    detail: error.message,
    ...omitUndefined({ retry_after_ms: error.retry_after_ms }),
  });
  const { message: detail, provider_message, status: http_status } = error;
  const failure = {
    retry_class: retryClass,
    detail,
    ...omitUndefined({ provider_message, http_status }),
    ...(paid.length > 0 && { paid: [...paid] }),
  };
  switch (decision.kind) {
    case 'retry':
      return attempt.fail(failure, decision.delay_ms);
    case 'park':
      await attempt.fail(failure, decision.delay_ms);
      return attempt.endSegment({
        kind: 'parked',
        iteration: atom.iteration,
        wait_ordinals: [],
        wake_after_ms: decision.delay_ms,
      });
    case 'give_up':
      if (can_fall_back && decision.may_fall_back) return attempt.fallBack(failure);
      if (paid.length > 0) return commitFailure(attempt, paid, decision);
      return attempt.endSegment({
        kind: 'failed',
        code: decision.code,
        message: decision.message,
        detail: error.message,
        ...omitUndefined({ provider_message: error.provider_message }),
      });
  }
}

/** Records answers that were paid together with the end of the turn. */
function commitFailure(
  attempt: Attempt,
  paid: readonly EventDraft[],
  { code, message }: { code: ErrorCode; message: string },
): Promise<AttemptEnd> {
  return attempt.commit([...paid], {
    kind: 'reason',
    calls: [],
    usage: usageOf(paid),
    results: [],
    failure: { code, message },
  });
}

function usageOf(paid: readonly EventDraft[]): Usage {
  return paid.flatMap((event) => (event.type === 'llm.generation' ? [event.data.usage] : [])).reduce(addUsage);
}
