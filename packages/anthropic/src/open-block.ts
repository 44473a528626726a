import {
  addArguments,
  encodeArguments,
  listOf,
  NO_ARGUMENTS,
  readArguments,
  recordOf,
  textOf,
  wordOf,
  type ArgumentsText,
} from '@everruns/answer-reader';
import { ANSWER_LIMITS, parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { readCitation, toResultItem } from './search-blocks.ts';

/** A content block that is being received. Its fields hold everything received so far, whatever its type. */
export interface OpenBlock {
  readonly index: number | undefined;
  readonly type: (typeof TYPES)[number] | 'other';
  /** The block as it was opened. */
  readonly started: JsonObject;
  /** Text or thinking so far. */
  readonly text: string;
  readonly signature: string;
  readonly arguments: ArgumentsText;
  /** The pages that a text cites. */
  readonly citations: readonly JsonObject[];
  /** Where a text begins in its part. */
  readonly from: number;
}

/** What a delta adds to its block. */
export interface Addition {
  type: 'text' | 'thinking' | 'tool_use';
  text: string;
  signature: string;
}

const TYPES = [
  'text',
  'thinking',
  'redacted_thinking',
  'tool_use',
  'server_tool_use',
  'web_search_tool_result',
] as const;

export function openBlock(index: number | undefined, started: JsonObject): OpenBlock {
  const type = TYPES.find((known) => known === started['type']) ?? 'other';
  const signature = textOf(started['signature']);
  const citations = type === 'text' ? readCitations(listOf(started['citations'])) : [];
  return { index, type, started, text: '', signature, arguments: NO_ARGUMENTS, citations, from: 0 };
}

function readCitations(citations: readonly JsonValue[]): JsonObject[] {
  return citations
    .map((citation) => readCitation(recordOf(citation)))
    .filter((citation) => citation !== null)
    .slice(0, ANSWER_LIMITS.citations);
}

/** Adds the page that a delta cites. */
export function addCitation(block: OpenBlock, delta: JsonObject): OpenBlock {
  const citations = readCitations([recordOf(delta['citation'])]);
  if (block.citations.length >= ANSWER_LIMITS.citations) return block;
  return { ...block, citations: [...block.citations, ...citations] };
}

/** Whether a delta of this type belongs to the block. */
export function takesDelta(block: OpenBlock, type: Addition['type']): boolean {
  return block.type === type || (type === 'tool_use' && block.type === 'server_tool_use');
}

/** Returns the content with which a block opens. Compatible servers put its first words there, or all of it. */
export function openingOf({ type, started }: OpenBlock): string {
  return type === 'thinking' ? textOf(started['thinking']) : type === 'text' ? textOf(started['text']) : '';
}

/** Returns null for a delta of another kind. */
export function readDelta(delta: JsonObject): Addition | null {
  const { text, thinking, partial_json: json, signature } = delta;
  if (textOf(thinking) !== '') return { type: 'thinking', text: textOf(thinking), signature: '' };
  if (wordOf(signature) !== undefined) return { type: 'thinking', text: '', signature: textOf(signature) };
  if (encodeArguments(json) !== '') return { type: 'tool_use', text: encodeArguments(json), signature: '' };
  return textOf(text) === '' ? null : { type: 'text', text: textOf(text), signature: '' };
}

export function addToBlock(block: OpenBlock, { type, text, signature }: Addition): OpenBlock {
  if (type === 'tool_use') return { ...block, arguments: addArguments(block.arguments, text) };
  return { ...block, text: block.text + text, signature: block.signature + signature };
}

export function toToolCallEvent(block: OpenBlock, ordinal: number): LlmStreamEvent {
  const id = wordOf(block.started['id']);
  return {
    type: 'tool_call',
    ordinal,
    name: textOf(block.started['name']),
    ...parseToolArguments(argumentsOf(block)),
    ...omitUndefined({ provider_call_id: id }),
  };
}

/** Returns the deltas, or the input with which the block opened. The API itself opens with an empty one. */
function argumentsOf({ arguments: pieces, started }: OpenBlock): string {
  const { input } = started;
  if (pieces.joined !== '') return readArguments(pieces);
  const isEmpty = recordOf(input) === input && Object.keys(input).length === 0;
  return isEmpty ? '' : encodeArguments(input);
}

/** Returns what a continuation keeps of a block: thinking and searches verbatim, and markers for the others. Null if it keeps nothing. */
export function toItem(block: OpenBlock): JsonObject | null {
  const { type, started, text, signature } = block;
  switch (type) {
    case 'text':
      return { type, parts: text === '' ? 0 : 1 };
    case 'thinking':
      // The API itself cannot use thinking without a signature. Compatible servers sign nothing and need it back.
      return text === '' && signature === '' ? null : { type, thinking: text, signature };
    case 'redacted_thinking':
      return { type, data: textOf(started['data']) };
    case 'tool_use':
      return { type };
    case 'server_tool_use':
      return started['name'] === 'web_search' ? toSearchItem(block) : null;
    case 'web_search_tool_result':
      return toResultItem(started);
    case 'other':
      return null;
  }
}

/** The block as the API takes it back in the middle of an answer. Null for a call of ours, and for what it would refuse. */
export function toGivenBlock({ type, text, citations }: OpenBlock, item: JsonObject | null): JsonObject | null {
  if (type === 'tool_use') return null;
  if (type !== 'text') return item;
  return text.trim() === '' ? null : { type, text, ...(citations.length === 0 ? {} : { citations: [...citations] }) };
}

function toSearchItem(block: OpenBlock): JsonObject {
  const { arguments: input } = parseToolArguments(argumentsOf(block));
  return { type: 'server_tool_use', id: textOf(block.started['id']), name: 'web_search', input };
}
