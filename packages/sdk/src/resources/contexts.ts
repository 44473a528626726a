import { omitUndefined } from '@everruns/kernel';
import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import type { GenerationContext, GenerationContextDiff } from '../nouns.ts';

export type GetContextQuery = NonNullable<operations['get_generation_context']['parameters']['query']>;

export function createContextVerbs(client: Client) {
  const context = '/v1/sessions/{session_id}/generations/{generation}/context';
  return {
    /**
     * What the model was told for a generation: its prompt, tools, settings and messages. A generation is the id of its event, its sequence in
     * the log, or `latest`.
     */
    context: (
      session_id: string,
      generation: string | number,
      { limit, before_sequence, ...options }: GetContextQuery & CallOptions = {},
    ): Promise<GenerationContext> =>
      client.call('get', context, {
        path: { session_id, generation: String(generation) },
        query: omitUndefined({ limit, before_sequence }),
        ...options,
      }),
    /** What differs from the context of one generation to that of another. */
    diffContexts: (
      session_id: string,
      { from, to }: { from: string | number; to: string | number },
      options: CallOptions = {},
    ): Promise<GenerationContextDiff> =>
      client.call('get', `${context}/diff`, {
        path: { session_id, generation: String(from) },
        query: { with: String(to) },
        ...options,
      }),
  };
}
