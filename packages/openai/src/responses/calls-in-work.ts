import { addArguments, encodeArguments, NO_ARGUMENTS, readArguments, textOf, wordOf } from '@everruns/answer-reader';
import type { ArgumentsText } from '@everruns/answer-reader';
import { ANSWER_LIMITS, parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';

type ToolCallEvent = Extract<LlmStreamEvent, { type: 'tool_call' }>;

interface CallInWork {
  readonly key: string;
  readonly item: JsonObject;
  readonly arguments: ArgumentsText;
}

/** The calls that were announced and are not done yet, and a record of those that are done. */
export interface CallsInWork {
  readonly open: readonly CallInWork[];
  /** The number of calls that are done. */
  readonly count: number;
  /** A fingerprint of each of those, because a server that sends one call twice means it once. */
  readonly done: ReadonlySet<string>;
}

/** The number of characters at each end of the arguments that go into a fingerprint. */
const TOLD_LENGTH = 200;

export const NO_CALLS: CallsInWork = { open: [], count: 0, done: new Set() };

export function openCall(calls: CallsInWork, key: string, item: JsonObject): CallsInWork {
  if (item['type'] !== 'function_call' || calls.open.length >= ANSWER_LIMITS.toolCalls) return calls;
  const begun = addArguments(NO_ARGUMENTS, encodeArguments(item['arguments']));
  return { ...calls, open: [...calls.open, { key, item, arguments: begun }] };
}

/** Adds a piece of the arguments. */
export function writeArguments(calls: CallsInWork, key: string, piece: string): CallsInWork {
  return changeCall(calls, key, (known) => addArguments(known, piece));
}

/** Replaces the arguments with their complete text. */
export function setArguments(calls: CallsInWork, key: string, text: string): CallsInWork {
  return changeCall(calls, key, (known) => (text === '' ? known : addArguments(NO_ARGUMENTS, text)));
}

function changeCall(calls: CallsInWork, key: string, change: (known: ArgumentsText) => ArgumentsText): CallsInWork {
  const position = calls.open.findLastIndex((call) => call.key === key);
  const call = calls.open.at(position);
  if (call === undefined) return calls;
  const open = calls.open.toSpliced(position, 1, { ...call, arguments: change(call.arguments) });
  return { ...calls, open };
}

/**
 * Returns a finished call as its event, or null if it was reported before. Earlier chunks supply the fields that its
 * item lacks.
 */
export function takeCall(
  calls: CallsInWork,
  key: string,
  item: JsonObject,
): { calls: CallsInWork; event: ToolCallEvent } | null {
  const begun = calls.open.findLast((call) => call.key === key);
  const said = encodeArguments(item['arguments']);
  const text = said === '' && begun !== undefined ? readArguments(begun.arguments) : readWhole(said);
  const name = textOf(item['name']) || textOf(begun?.item['name']);
  const id = wordOf(item['call_id']) ?? wordOf(begun?.item['call_id']) ?? wordOf(item['id']);
  const told = JSON.stringify([key, id, name, text.length, text.slice(0, TOLD_LENGTH), text.slice(-TOLD_LENGTH)]);
  if (calls.done.has(told) || calls.count >= ANSWER_LIMITS.toolCalls) return null;
  const event: ToolCallEvent = {
    type: 'tool_call',
    ordinal: calls.count,
    name,
    ...parseToolArguments(text),
    ...omitUndefined({ provider_call_id: id }),
  };
  const open = calls.open.filter((call) => call !== begun);
  return { calls: { open, count: calls.count + 1, done: new Set([...calls.done, told]) }, event };
}

/** Finishes the calls that were written but never reported as done. */
export function finishCalls(calls: CallsInWork): { calls: CallsInWork; events: ToolCallEvent[] } {
  const events: ToolCallEvent[] = [];
  let left = calls;
  for (const { key, item } of calls.open) {
    const taken = takeCall(left, key, item);
    if (taken === null) continue;
    left = taken.calls;
    events.push(taken.event);
  }
  return { calls: left, events };
}

function readWhole(text: string): string {
  return readArguments(addArguments(NO_ARGUMENTS, text));
}
