import { addReport, listOf, NO_REPORT, recordOf, wordOf, type TokenReport } from '@everruns/answer-reader';
import { ANSWER_LIMITS, type LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { Continuation, JsonObject, JsonValue } from '@everruns/schemas';
import { mapFinishReason } from './map-finish-reason.ts';
import { mapUsage } from './map-usage.ts';
import {
  addToBlock,
  openBlock,
  openingOf,
  readDelta,
  toItem,
  toToolCallEvent,
  type Addition,
  type OpenBlock,
} from './open-block.ts';
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
  readonly toolCalls: number;
  /** The answer's blocks in order, as a continuation keeps them. */
  readonly items: readonly JsonObject[];
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
    toolCalls: 0,
    items: [],
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
  const addition = readDelta(delta);
  if (addition === null) return [state, []];
  const fitting = state.open.filter(({ type }) => type === addition.type);
  const block = fitting.findLast((open) => open.index === index) ?? fitting.at(-1);
  if (block !== undefined) return addText(state, block, addition);
  // The start of the block is missing. For a tool call it would contain the name.
  if (addition.type === 'tool_use') return [state, []];
  return then(startBlock(state, index, { type: addition.type }), (before) => mapDelta(before, index, delta));
}

function addText(state: StreamState, block: OpenBlock, addition: Addition): Step {
  const next = addToBlock(block, addition);
  const open = state.open.map((known) => (known === block ? next : known));
  if (addition.text === '' || addition.type === 'tool_use') return [{ ...state, open }, []];
  if (addition.type === 'thinking') return [{ ...state, open }, [{ type: 'reasoning_delta', delta: addition.text }]];
  const part = state.partBlock === block.started ? state.part : state.part + 1;
  return [{ ...state, open, part, partBlock: block.started }, [{ type: 'text_delta', part, delta: addition.text }]];
}

function stopBlock(state: StreamState, index: number | undefined): Step {
  const block = state.open.findLast((open) => open.index === index) ?? state.open.at(-1);
  return block === undefined ? [state, []] : closeBlock(state, block);
}

function closeBlock(state: StreamState, block: OpenBlock): Step {
  const item = toItem(block);
  const isKept = item !== null && state.items.length < ANSWER_LIMITS.toolCalls;
  const closed: StreamState = {
    ...state,
    open: state.open.filter((open) => open !== block),
    items: isKept ? [...state.items, item] : state.items,
  };
  if (block.type !== 'tool_use' || state.toolCalls >= ANSWER_LIMITS.toolCalls) return [closed, []];
  return [{ ...closed, toolCalls: state.toolCalls + 1 }, [toToolCallEvent(block, state.toolCalls)]];
}

function finish(state: StreamState, isMarked: boolean): Step {
  const [closed, events] = state.open.reduce<Step>(
    (step, block) => then(step, (s) => closeBlock(s, block)),
    [state, []],
  );
  const { stopReason, responseId } = closed;
  const hasThinking = closed.items.some((item) => item['type'] !== 'text' && item['type'] !== 'tool_use');
  const end: LlmStreamEvent = {
    type: 'finish',
    reason: mapFinishReason(stopReason),
    usage: mapUsage(closed.usage),
    ...(isMarked ? {} : { is_marked: false }),
    ...omitUndefined({ raw_reason: stopReason, response_id: responseId }),
    ...(hasThinking ? { continuation: { ...closed.origin, items: [...closed.items] } } : {}),
  };
  return [closed, [...events, end]];
}

function then([before, events]: Step, next: (state: StreamState) => Step): Step {
  const [after, more] = next(before);
  return [after, [...events, ...more]];
}
