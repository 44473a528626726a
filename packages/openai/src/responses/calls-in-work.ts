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

/** Calls that were announced and are not done, and what is known of those that are. */
export interface CallsInWork {
  readonly open: readonly CallInWork[];
  /** Calls that are done. */
  readonly count: number;
  /** Those, as they were told: a server that tells one twice means it once. */
  readonly done: ReadonlySet<string>;
}

/** So much of the two ends of a text tells it from others. */
const TOLD_LENGTH = 200;

export const NO_CALLS: CallsInWork = { open: [], count: 0, done: new Set() };

export function openCall(calls: CallsInWork, key: string, item: JsonObject): CallsInWork {
  if (item['type'] !== 'function_call' || calls.open.length >= ANSWER_LIMITS.toolCalls) return calls;
  const begun = addArguments(NO_ARGUMENTS, encodeArguments(item['arguments']));
  return { ...calls, open: [...calls.open, { key, item, arguments: begun }] };
}

/** A piece of the arguments. */
export function writeArguments(calls: CallsInWork, key: string, piece: string): CallsInWork {
  return changeCall(calls, key, (known) => addArguments(known, piece));
}

/** All of the arguments. */
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

/** A call that is done, as its event; null for one that was told before. What its item lacks is in what came before it. */
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

/** Calls that were written and never said to be done. */
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
