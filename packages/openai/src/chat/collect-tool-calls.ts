import {
  addArguments,
  areComplete,
  encodeArguments,
  isRepeated,
  listOf,
  NO_ARGUMENTS,
  recordOf,
  textOf,
  wordOf,
  type ArgumentsText,
} from '@everruns/answer-reader';
import { ANSWER_LIMITS } from '@everruns/core';
import type { JsonObject, JsonValue } from '@everruns/schemas';

/** A tool call that is still being written. */
export interface OpenToolCall {
  readonly index: number | undefined;
  readonly id: string | undefined;
  readonly name: string;
  readonly arguments: ArgumentsText;
  /** Must be returned unchanged with the call in later requests. */
  readonly extraContent?: JsonObject;
}

/** The fields of a call in one delta, independent of where its server put them. */
interface CallDelta {
  index: number | undefined;
  id: string | undefined;
  name: string;
  /** A piece of the arguments, as text. */
  piece: string;
  extraContent: JsonObject | undefined;
}

/** The index for `function_call`, the format before `tool_calls`, in which the only call has no index. */
const LEGACY_INDEX = -1;

/** Adds the calls of one delta or message to the calls so far, in the order in which the model began them. Pure. */
export function collectToolCalls(calls: readonly OpenToolCall[], delta: JsonObject): readonly OpenToolCall[] {
  const { tool_calls: toolCalls, function_call: legacy } = delta;
  if (toolCalls === undefined && legacy === undefined) return calls;
  // Some servers send a single call without a list around it.
  const list = Array.isArray(toolCalls) ? toolCalls : [toolCalls];
  const deltas = list.map(recordOf).filter(saysSomething).map(readDelta);
  if (saysSomething(recordOf(legacy))) deltas.push({ ...readDelta(recordOf(legacy)), index: LEGACY_INDEX });
  return deltas.reduce(collectToolCall, calls);
}

function saysSomething(call: JsonObject): boolean {
  return Object.keys(call).length > 0;
}

function readDelta(call: JsonObject): CallDelta {
  const called = 'function' in call ? recordOf(call['function']) : call;
  const { arguments: args, parameters, input } = called;
  const index = typeof call['index'] === 'string' ? Number.parseInt(call['index'], 10) : call['index'];
  const extra = call['extra_content'];
  return {
    index: typeof index === 'number' && Number.isInteger(index) ? index : undefined,
    id: wordOf(call['id']),
    name: textOf(called['name']),
    piece: encodeArguments(args ?? parameters ?? input),
    extraContent: recordOf(extra) === extra ? recordOf(extra) : undefined,
  };
}

function collectToolCall(calls: readonly OpenToolCall[], delta: CallDelta): readonly OpenToolCall[] {
  const position = findOpenCall(calls, delta);
  const open = calls[position];
  const extra = delta.extraContent === undefined ? {} : { extraContent: delta.extraContent };
  if (open === undefined) {
    if (calls.length >= ANSWER_LIMITS.toolCalls) return calls;
    const { index, id, name, piece } = delta;
    return [...calls, { index, id, name, arguments: addArguments(NO_ARGUMENTS, piece), ...extra }];
  }
  return calls.with(position, {
    ...open,
    id: open.id ?? delta.id,
    name: joinName(open.name, delta.name),
    arguments: addArguments(open.arguments, delta.piece),
    ...extra,
  });
}

/**
 * Returns the position of the call that a delta belongs to, or -1 for a new call. Servers number all their calls 0,
 * send no numbers, repeat one id for all, repeat id and name in each delta, cut a name into pieces, or send a complete
 * call again at the end.
 */
function findOpenCall(calls: readonly OpenToolCall[], delta: CallDelta): number {
  const repeated = findRepeated(calls, delta);
  const position = repeated < 0 ? findPlace(calls, delta) : repeated;
  const call = calls[position];
  if (repeated >= 0 || call === undefined || delta.name === '') return position;
  if (delta.id !== undefined && call.id !== undefined && delta.id !== call.id) return -1;
  if (call.name === '') return position;
  if (delta.name !== call.name) {
    const isStillNamed = call.arguments.joined === '' && delta.piece === '' && delta.id === undefined;
    return isStillNamed || (delta.name.startsWith(call.name) && delta.id !== undefined) ? position : -1;
  }
  return delta.piece !== '' && areComplete(call.arguments) && !isGrowing(call, delta) ? -1 : position;
}

/** Returns the position of the call that a delta repeats as a whole, or -1. */
function findRepeated(calls: readonly OpenToolCall[], { index, id, name, piece }: CallDelta): number {
  if (id === undefined && index === undefined) return -1;
  return calls.findIndex(
    (call) => call.id === id && call.index === index && call.name === name && isRepeated(call.arguments, piece),
  );
}

function findPlace(calls: readonly OpenToolCall[], { index, id, name }: CallDelta): number {
  if (index !== undefined) return calls.findLastIndex((call) => call.index === index);
  const named = id === undefined || name !== '' ? -1 : calls.findLastIndex((call) => call.id === id);
  return named < 0 ? calls.length - 1 : named;
}

/** Whether the arguments so far are a `{}` that stood for "nothing yet" before more of them came under the same id. */
function isGrowing({ id, arguments: { joined } }: OpenToolCall, delta: CallDelta): boolean {
  if (delta.id === undefined || delta.id !== id) return false;
  return /^\s*\{\s*\}\s*$/.test(joined);
}

function joinName(name: string, piece: string): string {
  if (piece === name || piece === '') return name;
  return (piece.startsWith(name) ? piece : name + piece).slice(0, ANSWER_LIMITS.nameLength);
}

/** Returns the calls without those that have neither a name nor arguments. */
export function namedCalls(calls: readonly OpenToolCall[]): OpenToolCall[] {
  return calls.filter((call) => call.name !== '' || call.arguments.joined !== '');
}

/** Returns the items of a list as objects. An item that is not an object becomes an empty one. */
export function recordsOf(value: JsonValue | undefined): JsonObject[] {
  return listOf(value).map(recordOf);
}
