import { readCount, readUsage } from '@everruns/core';
import type { JsonObject, JsonValue, Usage } from '@everruns/schemas';
import { recordOf } from './fields.ts';

const KINDS = ['input', 'output', 'cache_read', 'cache_creation', 'reasoning', 'total', 'searches'] as const;
type Kind = (typeof KINDS)[number];

/** The counts of an answer so far. They only grow, so that a server that ends with zeros takes nothing back. */
export type TokenReport = Readonly<Partial<Record<Kind, number>>>;

export const NO_REPORT: TokenReport = {};

/**
 * The fields in which vendors report counts, from the official one to the rarest. OpenAI · Anthropic · DeepSeek (`prompt_cache_hit_tokens`) ·
 * Moonshot (`cached_tokens`) · Mistral (`num_cached_tokens`) · Gemini (`…TokenCount`) · Ollama (`…eval_count`).
 */
const NAMES: Record<Kind, string[]> = {
  input: ['prompt_tokens', 'input_tokens', 'promptTokenCount', 'prompt_eval_count'],
  output: ['completion_tokens', 'output_tokens', 'candidatesTokenCount', 'eval_count'],
  cache_read: [
    'prompt_tokens_details.cached_tokens',
    'input_tokens_details.cached_tokens',
    'cache_read_input_tokens',
    'prompt_cache_hit_tokens',
    'cached_tokens',
    'num_cached_tokens',
    'cachedContentTokenCount',
  ],
  cache_creation: [
    'prompt_tokens_details.cache_write_tokens',
    'input_tokens_details.cache_write_tokens',
    'prompt_tokens_details.cache_creation_tokens',
    'cache_creation_input_tokens',
  ],
  reasoning: [
    'completion_tokens_details.reasoning_tokens',
    'output_tokens_details.reasoning_tokens',
    'output_tokens_details.thinking_tokens',
    'reasoning_tokens',
    'thoughtsTokenCount',
  ],
  total: ['total_tokens', 'totalTokenCount'],
  searches: ['server_tool_use.web_search_requests'],
};

/** Each place as the names of an object's field, and of the field in it. */
const PLACES = KINDS.map((kind) => ({ kind, places: NAMES[kind].map((place) => place.split('.')) }));

/** Adds the counts of one wire object, which may have any form. Pure. */
export function addReport(before: TokenReport, reported: JsonValue | undefined): TokenReport {
  const record = recordOf(reported);
  const report: Partial<Record<Kind, number>> = { ...before };
  for (const { kind, places } of PLACES) {
    for (const place of places) {
      const count = readCount(countAt(record, place));
      if (count !== undefined) report[kind] = Math.max(report[kind] ?? 0, count);
    }
  }
  return report;
}

function countAt(record: JsonObject, [name = '', inner]: readonly string[]): JsonValue | undefined {
  return inner === undefined ? record[name] : recordOf(record[name])[inner];
}

/**
 * Ours: cached tokens are part of the input, reasoning is part of the output. `cacheIsApart`: this format counts cached input apart.
 * Several vendors count reasoning apart, which shows in their total, or in there being more of it than of output.
 */
export function toUsage(report: TokenReport, format: { cacheIsApart: boolean }): Usage {
  const { input, output, cache_read: read = 0, cache_creation: created = 0, reasoning = 0, total } = report;
  const isApart = total === (input ?? 0) + (output ?? 0) + reasoning || reasoning > (output ?? 0);
  return readUsage({
    input_tokens: input === undefined || !format.cacheIsApart ? input : input + read + created,
    output_tokens: output === undefined ? undefined : output + (isApart ? reasoning : 0),
    cache_read_tokens: read,
    cache_creation_tokens: created,
    reasoning_tokens: reasoning,
    web_searches: report.searches,
  });
}
