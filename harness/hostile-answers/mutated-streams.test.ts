import { createAnthropicDriver } from '@everruns/anthropic';
import { collectResponse, type CollectResult } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { createOpenAiDriver } from '@everruns/openai';
import { Usage } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { createRandom, mutateStream, type WireFormat } from './mutate-streams.ts';

/** `HOSTILE_STREAMS` for more, nightly and by hand. */
const STREAMS = Number(process.env['HOSTILE_STREAMS'] ?? 20_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const FORMATS: WireFormat[] = ['openai_compatible', 'openai', 'anthropic'];
const UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

async function play(format: WireFormat, pieces: Uint8Array[]): Promise<CollectResult> {
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

/** What is wrong with what became of a stream, or null. */
function findFault(result: CollectResult): string | null {
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

describe('nearly valid streams', () => {
  it.each(FORMATS)(
    'of %s end clearly, and hold nothing that cannot be stored',
    { timeout: 3_600_000 },
    async (format) => {
      const random = createRandom(SEED + FORMATS.indexOf(format));
      let answers = 0;
      for (let stream = 0; stream < STREAMS / FORMATS.length; stream += 1) {
        const pieces = mutateStream(format, random);
        const result = await play(format, pieces);
        const fault = findFault(result);
        if (fault !== null) expect.fail(`${fault}: ${pieces.map((piece) => new TextDecoder().decode(piece)).join('')}`);
        if (result.kind === 'response') answers += 1;
      }
      // Most of them are still answers: else nothing but refusals would be tried.
      expect(answers).toBeGreaterThan(STREAMS / FORMATS.length / 3);
    },
  );
});
