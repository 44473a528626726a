import { ANSWER_LIMITS } from '@everruns/core';
import type { JsonObject } from '@everruns/schemas';
import type { OpenToolCall } from './collect-tool-calls.ts';

/** The fields of an answer, other than text and calls, that the provider wants back unchanged. */
export interface ToReturn {
  readonly reasoningContent: string;
  readonly reasoning: string;
  readonly reasoningDetails: readonly JsonObject[];
  readonly extraContent: JsonObject | null;
}

export const NOTHING_TO_RETURN: ToReturn = {
  reasoningContent: '',
  reasoning: '',
  reasoningDetails: [],
  extraContent: null,
};

/** The text fields of a reasoning detail that arrive in pieces. */
const CONTINUED_FIELDS = ['text', 'summary', 'data'] as const;

/** Adds the fields of one delta. Pure. */
export function addToContinuation(before: ToReturn, delta: JsonObject): ToReturn {
  return {
    reasoningContent: before.reasoningContent + textOf(delta['reasoning_content']),
    reasoning: before.reasoning + textOf(delta['reasoning']),
    reasoningDetails: detailsOf(delta['reasoning_details']).reduce(addDetail, before.reasoningDetails),
    extraContent: isObject(delta['extra_content']) ? delta['extra_content'] : before.extraContent,
  };
}

/** Returns the items of a continuation. The type of each item names the wire field that it came from. */
export function toItems(toReturn: ToReturn, calls: readonly OpenToolCall[]): JsonObject[] {
  const { reasoningContent, reasoning, reasoningDetails, extraContent } = toReturn;
  return [
    ...(reasoningContent === '' ? [] : [{ type: 'reasoning_content', text: reasoningContent }]),
    ...(reasoning === '' ? [] : [{ type: 'reasoning', text: reasoning }]),
    ...(reasoningDetails.length === 0 ? [] : [{ type: 'reasoning_details', details: [...reasoningDetails] }]),
    ...(extraContent === null ? [] : [{ type: 'extra_content', extra_content: extraContent }]),
    ...calls.flatMap(({ extraContent: extra }, ordinal) =>
      isObject(extra) ? [{ type: 'extra_content', ordinal, extra_content: extra }] : [],
    ),
  ];
}

/** A detail arrives in pieces. Consecutive pieces of the same type and index form one detail. */
function addDetail(details: readonly JsonObject[], piece: JsonObject): readonly JsonObject[] {
  const last = details.at(-1);
  if (details.length >= ANSWER_LIMITS.toolCalls) return details;
  if (last === undefined || piece['type'] === 'reasoning.encrypted' || !isSameDetail(last, piece))
    return [...details, piece];
  const joined: JsonObject = { ...last, ...withoutNulls(piece) };
  for (const field of CONTINUED_FIELDS) {
    const [before, after] = [last[field], piece[field]];
    if (typeof before === 'string' && typeof after === 'string') joined[field] = before + after;
  }
  return [...details.slice(0, -1), joined];
}

/** Some servers send the id of a detail only in its first piece, others in every piece. */
function isSameDetail(last: JsonObject, piece: JsonObject): boolean {
  const isSameId = piece['id'] === undefined || piece['id'] === null || last['id'] === piece['id'];
  return isSameId && last['type'] === piece['type'] && last['index'] === piece['index'];
}

function withoutNulls(piece: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(piece).filter(([, value]) => value !== null));
}

function detailsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
