import { createAnthropicDriver } from '@everruns/anthropic';
import { collectResponse, type CollectResult } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { createOpenAiDriver } from '@everruns/openai';
import { Usage } from '@everruns/schemas';
import type { WireFormat } from './mutate-streams.ts';

const UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

/** Returns the result of the driver and the assembler for a body that arrives in these pieces. */
export async function playStream(format: WireFormat, pieces: Iterable<Uint8Array>): Promise<CollectResult> {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const createDriver = format === 'anthropic' ? createAnthropicDriver : createOpenAiDriver;
  const driver = createDriver({
    provider_type: format,
    base_url: 'http://model.example/v1',
    api_key: 'sk-0123456789',
    fetch: async () => new Response(body),
  });
  const silent = { onText: () => undefined, onThinking: () => undefined };
  return collectResponse(driver.stream(llmRequest(), { signal: new AbortController().signal }), silent);
}

/** Returns what is wrong with the result of a stream, or null. */
export function findFault(result: CollectResult): string | null {
  if (result.kind === 'error') return result.error.class === 'internal' ? result.error.message : null;
  const { response } = result;
  if (UNSTORABLE.test(JSON.stringify(response))) return 'holds what cannot be stored';
  if (!Usage.safeParse(response.usage).success) return 'counts what is no count';
  return response.text_parts.join('').trim() === '' &&
    response.tool_calls.length === 0 &&
    response.finish_reason === 'stop'
    ? 'is an empty success'
    : null;
}
