import type { JsonObject } from '@everruns/schemas';
import type { WireToolCallDelta } from './wire.ts';

/** A tool call that is still being written. */
export interface OpenToolCall {
  index: number | undefined;
  id: string | undefined;
  name: string;
  argumentsText: string;
  /** To be given back with the call as it came. */
  extraContent?: JsonObject;
}

/** Adds one delta to the calls so far, in the order in which the model began them. Pure. */
export function collectToolCall(calls: OpenToolCall[], delta: WireToolCallDelta): OpenToolCall[] {
  const index = typeof delta.index === 'number' ? delta.index : undefined;
  const name = delta.function?.name ?? '';
  const argumentsText = textOfArguments(delta.function?.arguments);
  const extra = delta.extra_content ? { extraContent: delta.extra_content } : {};
  const position = findOpenCall(calls, { index, id: delta.id || undefined, name, argumentsText });
  const open = calls[position];
  if (open === undefined) return [...calls, { index, id: delta.id || undefined, name, argumentsText, ...extra }];
  return calls.with(position, {
    ...open,
    id: open.id ?? (delta.id || undefined),
    name: open.name || name,
    argumentsText: open.argumentsText + argumentsText,
    ...extra,
  });
}

/**
 * Where a delta belongs, -1 for a new call. Servers number all their calls 0, give no numbers, repeat one id for all, or repeat
 * id and name in each delta; a call whose arguments are complete takes nothing more.
 */
function findOpenCall(calls: OpenToolCall[], delta: OpenToolCall): number {
  const position =
    delta.index === undefined ? calls.length - 1 : calls.findLastIndex((call) => call.index === delta.index);
  const call = calls[position];
  if (call === undefined || delta.name === '') return position;
  const isNamedOtherwise = (delta.id !== undefined && delta.id !== call.id) || delta.name !== call.name;
  const isNext = isNamedOtherwise || (delta.argumentsText !== '' && isComplete(call.argumentsText));
  return isNext ? -1 : position;
}

function isComplete(argumentsText: string): boolean {
  try {
    JSON.parse(argumentsText);
    return true;
  } catch {
    return false;
  }
}

function textOfArguments(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
