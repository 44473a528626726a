import { addUsage, formatAtomKey, outputMessageId } from '@everruns/schemas';
import type { Message, MessageId, ResolvedModel, RuntimeAgent } from '@everruns/schemas';
import { type Compacted, compact, isCountedTooLong } from '../compaction/compact.ts';
import { generateRepaired } from '../repair/generate-repaired.ts';
import { repairMessages } from '../repair/repair-messages.ts';
import { askModel } from '../llm/ask-model.ts';
import type { CollectObserver } from '../llm/draft-answer.ts';
import type { LlmRequest, ModelDriver } from '../llm/driver.ts';
import { type Drafted, type Follow, generateValid } from '../output/generate-valid.ts';
import { outputFormatOf } from '../output/output-schema.ts';
import type { AgentStore } from '../ports/agent-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventEmitter } from '../ports/event-emitter.ts';
import type { HeadLog } from '../ports/head-log.ts';
import type { LlmProviderStore } from '../ports/llm-provider-store.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { RunJob } from '../ports/offload.ts';
import { buildRequest } from './build-request.ts';
import { createDeltaEmitter } from './delta-emitter.ts';
import { failureOfLoop, findLoop, tellOfLoop } from './find-loop.ts';
import { createInputAtom } from './input.ts';
import type { ReasonInput, ReasonResult } from './reason-contract.ts';
import { REFUSED_RESPONSE, toReasonResult, toUnasked } from './reason-result.ts';

export interface ReasonAtomDeps {
  messages: MessageStore;
  agents: AgentStore;
  models: LlmProviderStore;
  events: EventEmitter;
  heads: HeadLog;
  clock: Clock;
  /** Runs in the share of the turn's organization. */
  runJob: RunJob;
  createDriver(model: ResolvedModel): ModelDriver;
}

export type ReasonAtom = (input: ReasonInput, signal: AbortSignal) => Promise<ReasonResult>;

/**
 * Asks the model and returns what to record. Deltas go to `events` during the answer. A conversation that is too long for the model is
 * summarized first, once, and that usage is part of the result. Throws errors of the stores.
 */
export function createReasonAtom(deps: ReasonAtomDeps): ReasonAtom {
  const loadInput = createInputAtom(deps);
  return async (input, signal) => {
    const [{ messages }, agent, model] = await Promise.all([
      loadInput(input.context, signal),
      deps.agents.getRuntimeAgent(input.context.turn_id),
      deps.models.getModel(input.context.turn_id),
    ]);
    const ended = failureOfLoop(findLoop(messages, input.context.turn_id));
    if (ended !== null) return toUnasked({ input, agent: { ...agent, model } }, ended);
    const requestId = formatAtomKey(input.atom);
    const told = tellRepaired(messages, agent);
    return generateWithin(deps, { input, signal, messages: told, agent: { ...agent, model }, requestId });
  };
}

interface Generation {
  input: ReasonInput;
  signal: AbortSignal;
  messages: readonly Message[];
  agent: RuntimeAgent;
  requestId: string;
}

/** Gets one answer within the model's window. If nothing can be summarized, the request is sent as it is. */
async function generateWithin(deps: ReasonAtomDeps, generation: Generation): Promise<ReasonResult> {
  const isCounted = isCountedTooLong(generation.agent, generation.messages);
  const asked = isCounted ? null : await ask(deps, generation);
  if (asked !== null && !isOverflow(asked)) return asked;
  const { input, signal, agent, messages } = generation;
  const cause = isCounted ? 'counted' : 'refused';
  const { atom, context } = input;
  const compacted = await compact(deps, { atom, context, agent, messages, cause, signal });
  if (compacted === null) return asked ?? ask(deps, generation);
  if (compacted.kind === 'failed') return compacted;
  // Another request needs another id, because a provider that knows the first one would repeat its answer.
  const shorter = { ...generation, messages: compacted.messages, requestId: `${generation.requestId}:compacted` };
  return afterCompaction(compacted, await ask(deps, shorter));
}

/** The messages after earlier repairs, without the edits themselves. */
function tellRepaired(messages: readonly Message[], { tools }: RuntimeAgent): readonly Message[] {
  const told = repairMessages(messages, { tools: new Set(tools.map(({ name }) => name)) });
  return told.some(({ edit }) => edit !== undefined) ? told.filter(({ edit }) => edit === undefined) : told;
}

/** Gets one answer, and repairs the conversation if the provider refuses it. */
function ask(deps: ReasonAtomDeps, generation: Generation): Promise<ReasonResult> {
  return generateRepaired(generation, (asked) => generate(deps, { ...generation, ...asked }));
}

function isOverflow(result: ReasonResult): boolean {
  return result.kind === 'failed' && result.error.class === 'context_overflow';
}

function afterCompaction({ events, usage }: Compacted, result: ReasonResult): ReasonResult {
  if (result.kind === 'failed') return result;
  return { ...result, events: [...events, ...result.events], usage: addUsage(usage, result.usage) };
}

async function generate(deps: ReasonAtomDeps, generation: Generation): Promise<ReasonResult> {
  const { input, agent } = generation;
  const messageId = outputMessageId(input.atom);
  const emitter = createDeltaEmitter({ events: deps.events, message_id: messageId, attempt: input.attempt });
  const format = outputFormatOf(agent.controls);
  if (format === null) return (await draft(deps, { ...generation, messageId, observer: emitter, follow: null })).result;
  // The deltas of a message are its text, so none is sent before it is known which answer becomes the message.
  const held = { onText: () => undefined, onThinking: (delta: string) => emitter.onThinking(delta) };
  const result = await generateValid(deps.runJob, format, (follow) =>
    draft(deps, { ...generation, messageId, observer: held, follow }),
  );
  for (const [part, text] of textsOf(result).entries()) emitter.onText(part, text);
  return result;
}

/** Returns the text parts of the message that a result records. */
function textsOf(result: ReasonResult): string[] {
  const events = result.kind === 'failed' ? [] : result.events;
  return events.flatMap((event) =>
    event.type === 'output.message.completed'
      ? event.data.message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
      : [],
  );
}

interface Drafting extends Generation {
  messageId: MessageId;
  observer: CollectObserver;
  follow: Follow | null;
}

/** An answer that is only to be written again needs no tools, and calls in it could go on for ever. */
function withFollow(request: LlmRequest, follow: Follow): LlmRequest {
  const controls = { ...request.controls, tool_choice: 'none' as const };
  return { ...request, messages: [...request.messages, ...follow.messages], controls };
}

/** Makes one request to the model. */
async function draft(deps: ReasonAtomDeps, drafting: Drafting): Promise<Drafted> {
  const { input, signal, messages, agent, messageId, observer, follow } = drafting;
  const { clock } = deps;
  const requestId = drafting.requestId + (follow?.idSuffix ?? '');
  const note = tellOfLoop(findLoop(messages, input.context.turn_id));
  const built = buildRequest({
    agent,
    messages,
    request_id: requestId,
    iteration: input.atom.iteration,
    cache_key: input.context.session_id,
    note,
  });
  const request = follow === null ? built : withFollow(built, follow);
  const head = deps.heads.nameOf({ request, model: agent.model, purpose: 'answer' });
  const startedAt = clock.monotonic();
  let firstTokenAt: number | undefined;
  let thoughtAt: number | undefined;
  const collected = await askModel(
    { driver: deps.createDriver(agent.model), request, signal },
    {
      onText: (part, delta) => {
        firstTokenAt ??= clock.monotonic();
        observer.onText(part, delta);
      },
      onThinking: (delta) => {
        thoughtAt = clock.monotonic();
        firstTokenAt ??= thoughtAt;
        observer.onThinking(delta);
      },
    },
  );
  if (collected.kind === 'error' && collected.error.class !== 'content_filtered') {
    return { result: { kind: 'failed', error: collected.error }, text: '', isRefused: false };
  }
  const response = collected.kind === 'error' ? REFUSED_RESPONSE : collected.response;
  const result = toReasonResult({
    input,
    agent,
    messages,
    messageId,
    response,
    head,
    createdAtMs: clock.now(),
    durationMs: clock.monotonic() - startedAt,
    ...(firstTokenAt === undefined ? {} : { timeToFirstTokenMs: firstTokenAt - startedAt }),
    ...(thoughtAt === undefined ? {} : { thinkingMs: thoughtAt - startedAt }),
  });
  const isRefused = response.finish_reason === 'content_filtered';
  return { result, text: response.text_parts.join(''), isRefused };
}
