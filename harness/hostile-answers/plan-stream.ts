import type { JsonObject } from '@everruns/schemas';
import { FORMATS, renderStream, type WireFormat } from './mutate-streams.ts';

const MiB = 1024 * 1024;
export const HERE = 'Here I am.';

export interface StreamPlan {
  format: WireFormat;
  /** The size of one text in it; undefined if the seed draws it. */
  sizeBytes: number | undefined;
  /** Whether the model gives this answer to every try. */
  isRepeated: boolean;
}

/**
 * Plans the stream of a seed for the whole product: one in sixty has 2 to 10 MB, and one in thirty repeats its answer at
 * every try.
 */
export function planStream(seed: number): StreamPlan {
  return {
    format: FORMATS[seed % FORMATS.length] ?? 'anthropic',
    sizeBytes: seed % 60 === 7 ? (2 + (seed % 9)) * MiB : undefined,
    isRepeated: seed % 30 === 4,
  };
}

const HERE_CHUNKS: Record<WireFormat, JsonObject[]> = {
  openai_compatible: [
    { id: 'h', choices: [{ index: 0, delta: { role: 'assistant', content: HERE }, finish_reason: null }] },
    { id: 'h', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  ],
  openai: [
    { type: 'response.created', response: { id: 'h', model: 'm' } },
    { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: HERE },
    { type: 'response.completed', response: { id: 'h', status: 'completed', output: [] } },
  ],
  anthropic: [
    { type: 'message_start', message: { id: 'h', model: 'm', usage: { input_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: HERE } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ],
};

/** Returns a whole answer of a few words. */
export function sayHere(format: WireFormat): string {
  return `${renderStream(format, HERE_CHUNKS[format])}${format === 'openai_compatible' ? 'data: [DONE]\n\n' : ''}`;
}
