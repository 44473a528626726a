import { addUsage, formatAtomKey, outputMessageId } from '@everruns/schemas';
import type { Message, ResolvedModel, RuntimeAgent } from '@everruns/schemas';
import { type Compacted, compact, isCountedTooLong } from '../compaction/compact.ts';
import { generateRepaired } from '../repair/generate-repaired.ts';
import { repairMessages } from '../repair/repair-messages.ts';
import { askModel } from '../llm/ask-model.ts';
import type { ModelDriver } from '../llm/driver.ts';
import type { AgentStore } from '../ports/agent-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventEmitter } from '../ports/event-emitter.ts';
import type { LlmProviderStore } from '../ports/llm-provider-store.ts';
import type { MessageStore } from '../ports/message-store.ts';
import { buildRequest } from './build-request.ts';
import { createDeltaEmitter } from './delta-emitter.ts';
import { createInputAtom } from './input.ts';
import type { ReasonInput, ReasonResult } from './reason-contract.ts';
import { REFUSED_RESPONSE, toReasonResult } from './reason-result.ts';

export interface ReasonAtomDeps {
  messages: MessageStore;
  agents: AgentStore;
  models: LlmProviderStore;
  events: EventEmitter;
  clock: Clock;
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
  const { input, signal, messages, agent, requestId } = generation;
  const { clock } = deps;
  const messageId = outputMessageId(input.atom);
  const request = buildRequest({ agent, messages, request_id: requestId, iteration: input.atom.iteration });
  const emitter = createDeltaEmitter({ events: deps.events, message_id: messageId, attempt: input.attempt });
  const startedAt = clock.monotonic();
  let firstTokenAt: number | undefined;
  const collected = await askModel(
    { driver: deps.createDriver(agent.model), request, signal },
    {
      onText: (part, delta) => {
        firstTokenAt ??= clock.monotonic();
        emitter.onText(part, delta);
      },
      onThinking: (delta) => {
        firstTokenAt ??= clock.monotonic();
        emitter.onThinking(delta);
      },
    },
  );
  if (collected.kind === 'error' && collected.error.class !== 'content_filtered') {
    return { kind: 'failed', error: collected.error };
  }
  return toReasonResult({
    input,
    agent,
    messages,
    messageId,
    response: collected.kind === 'error' ? REFUSED_RESPONSE : collected.response,
    createdAtMs: clock.now(),
    durationMs: clock.monotonic() - startedAt,
    ...(firstTokenAt === undefined ? {} : { timeToFirstTokenMs: firstTokenAt - startedAt }),
  });
}
