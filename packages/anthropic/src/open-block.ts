import {
  addArguments,
  encodeArguments,
  NO_ARGUMENTS,
  readArguments,
  recordOf,
  textOf,
  wordOf,
  type ArgumentsText,
} from '@everruns/answer-reader';
import { parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';

/** A content block that is being written. Its fields hold what came of them, whatever its type. */
export interface OpenBlock {
  readonly index: number | undefined;
  readonly type: 'text' | 'thinking' | 'redacted_thinking' | 'tool_use' | 'other';
  /** As it opened. */
  readonly started: JsonObject;
  /** Text or thinking so far. */
  readonly text: string;
  readonly signature: string;
  readonly arguments: ArgumentsText;
}

/** What a delta adds, by the type of the block that it belongs to. */
export interface Addition {
  type: 'text' | 'thinking' | 'tool_use';
  text: string;
  signature: string;
}

const TYPES = ['text', 'thinking', 'redacted_thinking', 'tool_use'] as const;

export function openBlock(index: number | undefined, started: JsonObject): OpenBlock {
  const type = TYPES.find((known) => known === started['type']) ?? 'other';
  return { index, type, started, text: '', signature: textOf(started['signature']), arguments: NO_ARGUMENTS };
}

/** What a block opens with: servers that follow Anthropic put its first words there, or all of it. */
export function openingOf({ type, started }: OpenBlock): string {
  return type === 'thinking' ? textOf(started['thinking']) : type === 'text' ? textOf(started['text']) : '';
}

/** Null for a delta of another kind, such as a citation. */
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

/** The deltas, or the input that the block opened with: the API itself opens with an empty one. */
function argumentsOf({ arguments: pieces, started }: OpenBlock): string {
  const { input } = started;
  if (pieces.joined !== '') return readArguments(pieces);
  const isEmpty = recordOf(input) === input && Object.keys(input).length === 0;
  return isEmpty ? '' : encodeArguments(input);
}

/** What a continuation keeps of a block: thinking verbatim, the others as marks of their place. Null for nothing. */
export function toItem({ type, started, text, signature }: OpenBlock): JsonObject | null {
  switch (type) {
    case 'text':
      return { type, parts: text === '' ? 0 : 1 };
    case 'thinking':
      // Without a signature it is of no use to the API itself; servers that follow it sign nothing and want it back.
      return text === '' && signature === '' ? null : { type, thinking: text, signature };
    case 'redacted_thinking':
      return { type, data: textOf(started['data']) };
    case 'tool_use':
      return { type };
    case 'other':
      return null;
  }
}
