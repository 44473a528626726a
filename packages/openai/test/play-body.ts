import { collectResponse, type CollectResult, type DriverConnection, type LlmResponse } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { createOpenAiDriver } from '../src/index.ts';

/** Returns the result of a call that a server answers with this body. */
export async function playBody(
  providerType: DriverConnection['provider_type'],
  body: string,
  contentType = 'text/event-stream',
): Promise<CollectResult> {
  const driver = createOpenAiDriver({
    provider_type: providerType,
    base_url: 'http://model.example/v1',
    api_key: 'sk-0123456789',
    fetch: async () => new Response(body, { headers: { 'content-type': contentType } }),
  });
  const silent = { onText: () => undefined, onThinking: () => undefined };
  return collectResponse(driver.stream(llmRequest(), { signal: new AbortController().signal }), silent);
}

/** Returns the answer of that call. Throws if the call failed. */
export async function playAnswer(...played: Parameters<typeof playBody>): Promise<LlmResponse> {
  const result = await playBody(...played);
  if (result.kind === 'error') throw new Error(`${result.error.class}: ${result.error.message}`);
  return result.response;
}
