import type { AtomRef, EventDraft, Message, RuntimeAgent, Usage } from '@everruns/schemas';
import type { AtomContext } from '../atoms/atom-context.ts';
import type { ProviderError } from '../llm/provider-error.ts';
import { toIsoTimestamp } from '../ports/timestamp.ts';
import { chooseCut, type Cut } from './choose-cut.ts';
import { countFixed, countMessage, countMessages } from './count-tokens.ts';
import { renderTranscript } from './render-transcript.ts';
import { summarize, type Summary, type SummaryDeps } from './summarize.ts';

/** The window is shared with the answer, which gets this much of it, but at most `MAX_ANSWER_SHARE` of a small window. */
const ANSWER_TOKENS = 16_000;
const MAX_ANSWER_SHARE = 1 / 4;
/**
 * The share for unsummarized messages of what system prompt, tools and input leave. The rest is for the summary and later
 * messages.
 */
const TAIL_SHARE = 1 / 4;

export interface CompactionInput {
  atom: AtomRef;
  context: AtomContext;
  agent: RuntimeAgent;
  messages: readonly Message[];
  cause: 'refused' | 'counted';
  signal: AbortSignal;
}

/** `events` and `usage` belong to the commit of the atom that continues with `messages`. */
export interface Compacted {
  kind: 'compacted';
  messages: Message[];
  events: EventDraft[];
  usage: Usage;
}

/** Whether the request is longer than the model's window, by the platform's own count. False if the window is not known. */
export function isCountedTooLong(agent: RuntimeAgent, messages: readonly Message[]): boolean {
  return agent.model.context_window_tokens !== undefined && countRequest(agent, messages) > windowLimit(agent);
}

/**
 * Lets the turn's model summarize the older part of a conversation that is too long for it. Returns null if there is nothing
 * that a summary could replace.
 */
export async function compact(
  deps: SummaryDeps,
  input: CompactionInput,
): Promise<Compacted | { kind: 'failed'; error: ProviderError } | null> {
  const { agent, messages, cause } = input;
  const tokensBefore = countRequest(agent, messages);
  // A refused request shows that the model's window is smaller than the request, whatever its profile says.
  const refusedTokens = cause === 'refused' ? tokensBefore : Infinity;
  const cut = chooseCut({
    messages,
    inputMessageId: input.context.input_message_id,
    tailTokens: chooseTailTokens(input, Math.min(refusedTokens, windowLimit(agent))),
  });
  if (cut === null) return null;
  const summary = await summarize(deps, {
    atom: input.atom,
    model: agent.model,
    transcript: renderTranscript(cut.covered.filter(({ compaction }) => compaction === undefined)),
    earlier: findEarlierSummary(cut.covered),
    windowTokens: Math.min(refusedTokens, agent.model.context_window_tokens ?? Infinity),
    coveredThrough: cut.compaction.covered_through_sequence,
    signal: input.signal,
  });
  if (summary.kind === 'failed') return summary;
  return toCompacted({ input, cut, summary, tokensBefore, createdAtMs: deps.clock.now() });
}

function findEarlierSummary(covered: readonly Message[]): string | null {
  const summary = covered.find(({ compaction }) => compaction !== undefined);
  return summary?.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n') ?? null;
}

function countRequest(agent: RuntimeAgent, messages: readonly Message[]): number {
  return countFixed(agent) + countMessages(messages);
}

function windowLimit({ model, limits }: RuntimeAgent): number {
  const window = model.context_window_tokens ?? Infinity;
  const answer = limits.max_tokens ?? model.max_output_tokens ?? ANSWER_TOKENS;
  return window === Infinity ? Infinity : Math.floor(window - Math.min(answer, window * MAX_ANSWER_SHARE));
}

function chooseTailTokens({ agent, messages, context }: CompactionInput, limitTokens: number): number {
  const message = messages.find(({ id }) => id === context.input_message_id);
  const fixed = countFixed(agent) + (message === undefined ? 0 : countMessage(message));
  return Math.max(0, Math.floor((limitTokens - fixed) * TAIL_SHARE));
}

interface CompactedFacts {
  input: CompactionInput;
  cut: Cut;
  summary: Summary;
  tokensBefore: number;
  createdAtMs: number;
}

function toCompacted({ input, cut, summary, tokensBefore, createdAtMs }: CompactedFacts): Compacted {
  const message = {
    id: summary.messageId,
    session_id: input.context.session_id,
    turn_id: input.context.turn_id,
    role: 'user' as const,
    content: [{ type: 'text' as const, text: summary.text }],
    compaction: cut.compaction,
    created_at: toIsoTimestamp(createdAtMs),
  };
  const messages = [message, ...cut.kept];
  const tokens = { tokens_before: tokensBefore, tokens_after: countRequest(input.agent, messages) };
  return {
    kind: 'compacted',
    messages,
    events: [
      { type: 'context.compacting', data: { tokens_before: tokensBefore, cause: input.cause } },
      ...summary.generations,
      { type: 'context.compacted', data: { ...tokens, message } },
    ],
    usage: summary.usage,
  };
}
