import { ZERO_USAGE, addUsage, formatAtomKey, summaryMessageId } from '@everruns/schemas';
import type { AtomRef, EventDraft, MessageId, ResolvedModel, Usage } from '@everruns/schemas';
import { askAside } from '../llm/ask-aside.ts';
import type { LlmRequest, ModelDriver } from '../llm/driver.ts';
import type { ProviderError } from '../llm/provider-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { HeadLog } from '../ports/head-log.ts';
import { countText } from './count-tokens.ts';
import { cutIntoPieces } from './cut-into-pieces.ts';
import type { TranscriptEntry } from './render-transcript.ts';
import { SUMMARY_PROMPT } from './summary-prompt.ts';

const MAX_PIECES = 4;
/** How often a summary request that is too long for the provider is repeated in pieces of half the size. */
const MAX_HALVINGS = 2;
const MIN_PIECE_TOKENS = 256;
/** Room for the thinking of a model that thinks before it writes. */
const MAX_OUTPUT_TOKENS = 16_000;
const MIN_OUTPUT_TOKENS = 512;
const MAX_SUMMARY_TOKENS = 2_500;
const WORDS_PER_TOKEN = 0.75;

export interface SummaryRequest {
  atom: AtomRef;
  model: ResolvedModel;
  transcript: readonly TranscriptEntry[];
  /** The summary of what came before the transcript, if any. */
  earlier: string | null;
  /** The model's limits of input and output for one call, if known. */
  windowTokens: number;
  /** The value of `messages_through_sequence` in the generations. */
  coveredThrough: number;
  signal: AbortSignal;
}

export interface SummaryDeps {
  clock: Clock;
  heads: HeadLog;
  createDriver(model: ResolvedModel): ModelDriver;
}

/** `generations`: every call that was answered, the last one with the summary; `usage` is their sum. */
export interface Summary {
  kind: 'summary';
  messageId: MessageId;
  text: string;
  generations: EventDraft[];
  usage: Usage;
}

/**
 * Asks the turn's model to summarize a transcript: in one call if it fits, or else piece after piece, each with the summary so
 * far. At most 12 calls. The first failed call fails the summary, with its class.
 */
export async function summarize(
  deps: SummaryDeps,
  request: SummaryRequest,
): Promise<Summary | { kind: 'failed'; error: ProviderError }> {
  const share = Math.max(MIN_OUTPUT_TOKENS, Math.floor(request.windowTokens / 8));
  const outputTokens = Math.min(MAX_OUTPUT_TOKENS, share, request.model.max_output_tokens ?? Infinity);
  const calls = createCalls(deps, { request, outputTokens });
  let room = request.windowTokens - countText(SUMMARY_PROMPT + (request.earlier ?? '')) - outputTokens;
  for (let halvings = 0; ; halvings += 1) {
    const said = await calls.askAll(choosePieces(request.transcript, { room, outputTokens }));
    if (said.kind === 'said') {
      const { messageId, text } = said;
      return { kind: 'summary', messageId, text, generations: calls.generations, usage: calls.usage() };
    }
    const isTooLong = said.error.class === 'context_overflow' && said.error !== NO_SUMMARY;
    if (!isTooLong || halvings === MAX_HALVINGS) return said;
    room = Math.floor(room / 2);
  }
}

interface Room {
  room: number;
  outputTokens: number;
}

function choosePieces(transcript: readonly TranscriptEntry[], { room, outputTokens }: Room): string[] {
  const cut = (pieceTokens: number): string[] =>
    cutIntoPieces(transcript, { pieceTokens: Math.max(MIN_PIECE_TOKENS, pieceTokens), maxPieces: MAX_PIECES });
  const pieces = cut(room);
  // From the second piece on, the summary so far needs room too.
  return pieces.length === 1 ? pieces : cut(room - outputTokens);
}

interface CallsInput {
  request: SummaryRequest;
  outputTokens: number;
}

type Said = { kind: 'said'; messageId: MessageId; text: string } | { kind: 'failed'; error: ProviderError };

/** The calls of one summary. Each answered call is a separate generation, which is recorded and paid for. */
function createCalls(deps: SummaryDeps, { request, outputTokens }: CallsInput) {
  const { model, signal } = request;
  const summaryTokens = Math.min(MAX_SUMMARY_TOKENS, Math.floor(request.windowTokens / 8));
  const generations: EventDraft[] = [];
  let usage = ZERO_USAGE;
  let ordinal = -1;

  const ask = async (content: string): Promise<Said> => {
    ordinal += 1;
    const messageId = summaryMessageId(request.atom, ordinal);
    const answer = await askAside(deps, {
      driver: deps.createDriver(model),
      model,
      request: toLlmRequest({ content, request, outputTokens, ordinal }),
      purpose: 'summary',
      messageId,
      throughSequence: request.coveredThrough,
      signal,
    });
    if (answer.kind === 'error') return { kind: 'failed', error: answer.error };
    const { text, response } = answer;
    generations.push(answer.generation);
    usage = addUsage(usage, response.usage);
    const isRefused = text === '' || response.finish_reason === 'content_filtered';
    return isRefused ? { kind: 'failed', error: NO_SUMMARY } : { kind: 'said', messageId, text };
  };

  return {
    generations,
    usage: () => usage,
    async askAll(pieces: string[]): Promise<Said> {
      let said: Said = { kind: 'failed', error: NO_SUMMARY };
      let soFar = request.earlier;
      for (const piece of pieces) {
        said = await ask(toQuestion(piece, { soFar, summaryTokens }));
        if (said.kind === 'failed') return said;
        soFar = said.text;
      }
      return said;
    },
  };
}

const NO_SUMMARY: ProviderError = {
  class: 'context_overflow',
  message: 'the conversation is too long, and the model gave no summary of it',
};

interface QuestionContext {
  soFar: string | null;
  summaryTokens: number;
}

function toQuestion(piece: string, { soFar, summaryTokens }: QuestionContext): string {
  const before = soFar === null ? '' : `<summary_so_far>\n${soFar}\n</summary_so_far>\n\n`;
  const words = Math.max(50, Math.floor(summaryTokens * WORDS_PER_TOKEN));
  const task = soFar === null ? 'Summarize it' : 'Summarize both as one';
  return `${before}<transcript>\n${piece}\n</transcript>\n\n${task}, in at most ${words} words.`;
}

interface CallInput {
  content: string;
  request: SummaryRequest;
  outputTokens: number;
  ordinal: number;
}

function toLlmRequest({ content, request, outputTokens, ordinal }: CallInput): LlmRequest {
  return {
    model: request.model.model,
    system: SUMMARY_PROMPT,
    messages: [{ role: 'user', content: [{ type: 'text', text: content }] }],
    tools: [],
    max_output_tokens: outputTokens,
    request_id: `${formatAtomKey(request.atom)}:summary:${ordinal}`,
  };
}
