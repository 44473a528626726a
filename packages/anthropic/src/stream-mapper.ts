import { addReport, listOf, NO_REPORT, recordOf, wordOf, type TokenReport } from '@everruns/answer-reader';
import { ANSWER_LIMITS, type LlmStreamEvent, type PartCitation } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import {
  addUsage,
  type Continuation,
  type JsonObject,
  type JsonValue,
  type SearchMade,
  type Usage,
} from '@everruns/schemas';
import { mapFinishReason } from './map-finish-reason.ts';
import { mapUsage } from './map-usage.ts';
import {
  addCitation,
  addToBlock,
  openBlock,
  openingOf,
  readDelta,
  takesDelta,
  toGivenBlock,
  toItem,
  toToolCallEvent,
  type Addition,
  type OpenBlock,
} from './open-block.ts';
import { noteSearch, toPartCitation, withCitedText } from './search-blocks.ts';
import type { WireChunk } from './wire.ts';

export interface StreamState {
  /** The model that marks a continuation of this answer. */
  readonly origin: Pick<Continuation, 'provider_type' | 'model'>;
  readonly responseId: string | undefined;
  /** The open blocks. There is one, except for servers that interleave them. */
  readonly open: readonly OpenBlock[];
  /** The newest text part, and its block. */
  readonly part: number;
  readonly partBlock: OpenBlock['started'] | undefined;
  /** The length of the newest text part. */
  readonly partLength: number;
  /** The provider has searched: from here on, texts without anything between them are one part. */
  readonly hasSearched: boolean;
  readonly citations: readonly PartCitation[];
  readonly searches: readonly SearchMade[];
  readonly toolCalls: number;
  /** The answer's blocks in order, as a continuation keeps them. */
  readonly items: readonly JsonObject[];
  /** The same as the API gave them, to be sent back when it pauses. */
  readonly given: readonly JsonObject[];
  /** What the requests before this one have used, if the API paused, and how many searches that are. */
  readonly paid: { usage: Usage; searches: number } | null;
  readonly usage: TokenReport;
  readonly stopReason: string | undefined;
}

type Step = [StreamState, LlmStreamEvent[]];

export function startStream(origin: StreamState['origin']): StreamState {
  return {
    origin,
    responseId: undefined,
    open: [],
    part: -1,
    partBlock: undefined,
    partLength: 0,
    hasSearched: false,
    citations: [],
    searches: [],
    toolCalls: 0,
    items: [],
    given: [],
    paid: null,
    usage: NO_REPORT,
    stopReason: undefined,
  };
}

/** Maps a chunk, or the whole document of a server that does not stream. Never throws, whatever the fields hold. */
export function mapChunk(state: StreamState, chunk: WireChunk): Step {
  switch (chunk['type']) {
    case 'message':
      return mapDocument(state, chunk);
    case 'message_start':
      return startMessage(state, recordOf(chunk['message']));
    case 'content_block_start':
      return startBlock(state, indexOf(chunk), recordOf(chunk['content_block']));
    case 'content_block_delta':
      return mapDelta(state, indexOf(chunk), recordOf(chunk['delta']));
    case 'content_block_stop':
      return stopBlock(state, indexOf(chunk));
    case 'message_delta':
      return [endMessage(state, recordOf(chunk['delta']), chunk['usage']), []];
    case 'message_stop':
      return finish(endMessage(state, {}, chunk['usage']), true);
    default:
      return [state, []];
  }
}

/** Returns what the end of the stream completes if `message_stop` is missing. Returns nothing without an answer. */
export function endStream(state: StreamState, isMarked: boolean): LlmStreamEvent[] {
  const isEmpty = state.items.length === 0 && state.open.length === 0 && state.stopReason === undefined;
  return isEmpty ? [] : finish(state, isMarked)[1];
}

function indexOf({ index }: WireChunk): number | undefined {
  return typeof index === 'number' ? index : undefined;
}

function startMessage(state: StreamState, message: JsonObject): Step {
  const [id, model] = [wordOf(message['id']), wordOf(message['model'])];
  const started: LlmStreamEvent = {
    type: 'started',
    ...omitUndefined({ response_id: id, model }),
  };
  return [{ ...state, responseId: id, usage: addReport(state.usage, message['usage']) }, [started]];
}

function endMessage(state: StreamState, delta: JsonObject, usage: JsonValue | undefined): StreamState {
  const stopReason = wordOf(delta['stop_reason']) ?? state.stopReason;
  return { ...state, stopReason, usage: addReport(state.usage, usage) };
}

function mapDocument(state: StreamState, message: WireChunk): Step {
  let step = startMessage(state, message);
  const content =
    typeof message['content'] === 'string' ? [{ type: 'text', text: message['content'] }] : message['content'];
  for (const [index, block] of listOf(content).entries()) {
    step = then(step, (before) => startBlock(before, index, recordOf(block)));
    step = then(step, (before) => stopBlock(before, index));
  }
  return then(step, (before) => finish(endMessage(before, message, undefined), true));
}

/** Opens a block. An open block with the same index, or without an index, ends without a stop event. */
function startBlock(state: StreamState, index: number | undefined, started: JsonObject): Step {
  const isOver = (block: OpenBlock): boolean => index === undefined || block.index === index;
  const closed = state.open
    .filter(isOver)
    .reduce<Step>((step, block) => then(step, (s) => closeBlock(s, block)), [state, []]);
  const block = openBlock(index, started);
  const opened = then(closed, (before) => [{ ...before, open: [...before.open, block].slice(-MAX_OPEN) }, []]);
  const text = openingOf(block);
  if (text === '') return opened;
  return then(opened, (before) =>
    addText(before, block, { type: block.type === 'thinking' ? 'thinking' : 'text', text, signature: '' }),
  );
}

const MAX_OPEN = 64;

function mapDelta(state: StreamState, index: number | undefined, delta: JsonObject): Step {
  if (delta['type'] === 'citations_delta') return [cite(state, index, delta), []];
  const addition = readDelta(delta);
  if (addition === null) return [state, []];
  const fitting = state.open.filter((open) => takesDelta(open, addition.type));
  const block = fitting.findLast((open) => open.index === index) ?? fitting.at(-1);
  if (block !== undefined) return addText(state, block, addition);
  // The start of the block is missing. For a tool call it would contain the name.
  if (addition.type === 'tool_use') return [state, []];
  return then(startBlock(state, index, { type: addition.type }), (before) => mapDelta(before, index, delta));
}

function cite(state: StreamState, index: number | undefined, delta: JsonObject): StreamState {
  const texts = state.open.filter(({ type }) => type === 'text');
  const block = texts.findLast((open) => open.index === index) ?? texts.at(-1);
  return { ...state, open: state.open.map((open) => (open === block ? addCitation(open, delta) : open)) };
}

function addText(state: StreamState, block: OpenBlock, addition: Addition): Step {
  const isSame = state.partBlock === block.started;
  const goesOn = isSame || (state.hasSearched && state.items.at(-1)?.['type'] === 'text');
  const from = isSame ? block.from : goesOn ? state.partLength : 0;
  const next = { ...addToBlock(block, addition), from };
  const open = state.open.map((known) => (known === block ? next : known));
  if (addition.text === '' || addition.type === 'tool_use') return [{ ...state, open }, []];
  if (addition.type === 'thinking') return [{ ...state, open }, [{ type: 'reasoning_delta', delta: addition.text }]];
  const part = goesOn ? state.part : state.part + 1;
  const partLength = from + next.text.length;
  return [
    { ...state, open, part, partLength, partBlock: block.started },
    [{ type: 'text_delta', part, delta: addition.text }],
  ];
}

function stopBlock(state: StreamState, index: number | undefined): Step {
  const block = state.open.findLast((open) => open.index === index) ?? state.open.at(-1);
  return block === undefined ? [state, []] : closeBlock(state, block);
}

function closeBlock(state: StreamState, block: OpenBlock): Step {
  const item = toItem(block);
  const closed: StreamState = {
    ...state,
    open: state.open.filter((open) => open !== block),
    items: keepItem(state, block, item),
    given: keepGiven(state, toGivenBlock(block, item)),
    hasSearched: state.hasSearched || item?.['type'] === 'server_tool_use',
    searches: noteSearch(state.searches, item),
    citations: [...state.citations, ...citationsOf(state, block)].slice(0, ANSWER_LIMITS.citations),
  };
  if (block.type !== 'tool_use' || state.toolCalls >= ANSWER_LIMITS.toolCalls) return [closed, []];
  return [{ ...closed, toolCalls: state.toolCalls + 1 }, [toToolCallEvent(block, state.toolCalls)]];
}

function keepItem(state: StreamState, block: OpenBlock, item: JsonObject | null): readonly JsonObject[] {
  if (item === null || state.items.length >= ANSWER_LIMITS.toolCalls) return state.items;
  return block.type === 'text' && state.hasSearched ? withCitedText(state.items, block) : [...state.items, item];
}

function keepGiven({ given }: StreamState, block: JsonObject | null): readonly JsonObject[] {
  return block === null || given.length >= ANSWER_LIMITS.toolCalls ? given : [...given, block];
}

function citationsOf({ part }: StreamState, { type, text, from, citations }: OpenBlock): PartCitation[] {
  if (type !== 'text' || text === '') return [];
  return citations.map((citation) => toPartCitation(citation, { part, from, to: from + text.length }));
}

/**
 * Returns how an answer goes on in whose middle the API has paused while it searched: the request is sent again with what was said so far.
 * Null for an answer that is over.
 */
export function resumeStream(before: StreamState): { state: StreamState; content: readonly JsonObject[] } | null {
  const [state] = closeAll(before);
  const { given, stopReason, toolCalls } = state;
  if (stopReason !== 'pause_turn' || toolCalls > 0 || given.length === 0) return null;
  const paid = { usage: usageOf(state), searches: countDone(state) };
  return { content: given, state: { ...state, stopReason: undefined, usage: NO_REPORT, paid } };
}

function closeAll(state: StreamState): Step {
  return state.open.reduce<Step>((step, block) => then(step, (s) => closeBlock(s, block)), [state, []]);
}

function finish(state: StreamState, isMarked: boolean): Step {
  const [closed, events] = closeAll(state);
  const { stopReason, responseId } = closed;
  const needsItems = closed.items.some((item) => item['type'] !== 'text' && item['type'] !== 'tool_use');
  const end: LlmStreamEvent = {
    type: 'finish',
    reason: mapFinishReason(stopReason),
    usage: usageOf(closed),
    ...(isMarked ? {} : { is_marked: false }),
    ...omitUndefined({ raw_reason: stopReason, response_id: responseId }),
    ...(closed.citations.length === 0 ? {} : { citations: closed.citations }),
    ...(closed.searches.length === 0 ? {} : { searches: closed.searches }),
    ...(needsItems ? { continuation: { ...closed.origin, items: [...closed.items] } } : {}),
  };
  return [closed, [...events, end]];
}

/** The usage of all requests of the answer. */
function usageOf(state: StreamState): Usage {
  const { usage: report, paid } = state;
  const done = countDone(state) - (paid?.searches ?? 0);
  const usage = mapUsage({ ...report, searches: report.searches ?? done });
  if (paid === null) return usage;
  return { ...addUsage(paid.usage, usage), ...omitUndefined({ not_reported: usage.not_reported }) };
}

/** Searches that failed cost nothing, and neither does one in whose middle the API has paused. */
function countDone({ searches, items }: Pick<StreamState, 'searches' | 'items'>): number {
  const isOpen = items.at(-1)?.['type'] === 'server_tool_use';
  return searches.filter(({ error }) => error === undefined).length - (isOpen ? 1 : 0);
}

function then([before, events]: Step, next: (state: StreamState) => Step): Step {
  const [after, more] = next(before);
  return [after, [...events, ...more]];
}
