import { omitUndefined } from '@everruns/kernel';
import { LIMITS, ZERO_USAGE, toolCallId } from '@everruns/schemas';
import type {
  ContentHash,
  ContentPart,
  EventDraft,
  Message,
  MessageId,
  RuntimeAgent,
  TextPart,
  ToolCall,
} from '@everruns/schemas';
import type { LlmResponse } from '../llm/collect.ts';
import { toGenerationEvent } from '../llm/generation-event.ts';
import { toIsoTimestamp } from '../ports/timestamp.ts';
import type { ReasonInput, ReasonResult } from './reason-contract.ts';

/** How many unreadable calls are answered in a turn. The next one fails the turn. */
const MALFORMED_CALLS_PER_TURN = 2;
const REFUSAL = 'The model provider stopped this answer because of its content rules. Please rephrase your message.';
const CUT_BEFORE_TEXT =
  'The answer reached its token limit before any text was written. Raise the limit and try again.';

/** An answer that the provider refused with an error instead of a finish reason. */
export const REFUSED_RESPONSE: LlmResponse = {
  text_parts: [],
  thinking: '',
  tool_calls: [],
  finish_reason: 'content_filtered',
  usage: ZERO_USAGE,
};

export interface GenerationFacts {
  input: ReasonInput;
  agent: RuntimeAgent;
  messages: readonly Message[];
  messageId: MessageId;
  response: LlmResponse;
  head: ContentHash | undefined;
  createdAtMs: number;
  durationMs: number;
  timeToFirstTokenMs?: number;
  thinkingMs?: number;
}

/**
 * Returns what a generation records, with the product's ids. Calls above the limit are dropped, and the model reads that they
 * were.
 */
export function toReasonResult(facts: GenerationFacts): ReasonResult {
  const { response, input } = facts;
  const calls = toToolCalls(facts);
  const malformed = calls.find((call) => call.arguments_error !== undefined);
  if (malformed !== undefined && input.malformed_calls >= MALFORMED_CALLS_PER_TURN) {
    const message = `unreadable arguments of ${malformed.name} for the third time: ${malformed.arguments_error}`;
    return { kind: 'failed', error: { class: 'malformed_tool_call', message } };
  }
  const content = toContent(response, calls);
  const events = [
    toGenerationEvent({
      messageId: facts.messageId,
      model: facts.agent.model,
      response,
      throughSequence: Math.max(0, ...facts.messages.map((message) => message.sequence ?? 0)),
      tools: facts.agent.tools.map((tool) => tool.name),
      head: facts.head,
      output: content,
      durationMs: facts.durationMs,
      timeToFirstTokenMs: facts.timeToFirstTokenMs,
      thinkingMs: facts.thinkingMs,
      warnings: warnOfChoice(facts),
    }),
    toMessageEvent(facts, content),
    toCompletedEvent(facts, calls.length),
  ];
  return { kind: 'completed', events, calls, usage: response.usage };
}

/** The result of a step that ends its turn without a question to the model. */
export function toUnasked(
  facts: Pick<GenerationFacts, 'input' | 'agent'>,
  failure: NonNullable<Extract<ReasonResult, { kind: 'completed' }>['failure']>,
): ReasonResult {
  return { kind: 'completed', events: [toCompletedEvent(facts, 0, false)], calls: [], usage: ZERO_USAGE, failure };
}

/** A chosen tool that the agent does not have is not sent. A choice holds for the first answer of a turn. */
function warnOfChoice({ agent, input }: GenerationFacts): string[] {
  const choice = agent.controls?.tool_choice;
  if (choice === undefined || input.atom.iteration > 1) return [];
  if (typeof choice === 'string') {
    if (choice !== 'required' || agent.tools.length > 0) return [];
    return ['tool_choice: the agent has no tools, so the model could call none.'];
  }
  if (agent.tools.some(({ name }) => name === choice.name)) return [];
  return [`tool_choice: the agent has no tool ${choice.name}, so the model was free to choose.`];
}

function toToolCalls({ response, input }: GenerationFacts): ToolCall[] {
  if (response.finish_reason === 'content_filtered') return [];
  return response.tool_calls
    .slice(0, LIMITS.toolCallsPerGeneration)
    .map((call, ordinal) => ({ id: toolCallId(input.atom, ordinal), ordinal, ...call }));
}

function toContent(response: LlmResponse, calls: ToolCall[]): ContentPart[] {
  const texts = response.finish_reason === 'content_filtered' ? [REFUSAL] : [...response.text_parts];
  const dropped = response.tool_calls.length - calls.length;
  if (dropped > 0 && calls.length > 0) {
    texts.push(
      `[${dropped} tool calls were not run: at most ${LIMITS.toolCallsPerGeneration} are allowed in one answer.]`,
    );
  }
  if (response.finish_reason === 'length' && texts.length === 0 && calls.length === 0) texts.push(CUT_BEFORE_TEXT);
  return [
    ...texts.map((text, part): ContentPart => ({ type: 'text', text, ...annotationsOf(response, part) })),
    ...calls.map((call): ContentPart => ({
      type: 'tool_call',
      id: call.id,
      name: call.name,
      arguments: call.arguments,
    })),
  ];
}

/** The parts that the product added have none. */
function annotationsOf({ finish_reason, citations }: LlmResponse, part: number): Pick<TextPart, 'annotations'> {
  const annotations = finish_reason === 'content_filtered' ? undefined : citations?.[part];
  return omitUndefined({ annotations });
}

function toMessageEvent(facts: GenerationFacts, content: ContentPart[]): EventDraft {
  const { input, response } = facts;
  const message: Message = {
    id: facts.messageId,
    session_id: input.context.session_id,
    turn_id: input.context.turn_id,
    role: 'agent',
    content,
    created_at: toIsoTimestamp(facts.createdAtMs),
    ...omitUndefined({ continuation: response.continuation }),
  };
  return { type: 'output.message.completed', data: { message } };
}

function toCompletedEvent(
  { input, agent }: Pick<GenerationFacts, 'input' | 'agent'>,
  callCount: number,
  success = true,
): EventDraft {
  return {
    type: 'reason.completed',
    data: {
      iteration: input.atom.iteration,
      model: agent.model.model,
      provider: agent.model.provider_type,
      success,
      has_tool_calls: callCount > 0,
      tool_call_count: callCount,
    },
  };
}
