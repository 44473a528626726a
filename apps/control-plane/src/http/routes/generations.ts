import { GenerationContext, GenerationContextDiff, GenerationRef, SessionId } from '@everruns/schemas';
import { z } from 'zod';
import { diffContexts } from '../../services/generations/diff-contexts.ts';
import { ContextQuery, getContext } from '../../services/generations/get-context.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'generations', auth: 'session', method: 'get', scopes: ['read'] } as const;
const params = z.strictObject({ session_id: SessionId, generation: GenerationRef });
const path = '/v1/sessions/{session_id}/generations/{generation}/context';

/** What models were told. */
export function generationRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      path,
      operationId: 'get_generation_context',
      summary: 'Get what the model was told for a generation: its prompt, tools, settings and messages',
      params,
      query: ContextQuery,
      responses: [{ kind: 'json', status: 200, description: 'What the model was told', schema: GenerationContext }],
      errors: ['not_found'],
      handler: async ({ ctx, params: named, query }) => ({
        value: await getContext(services, ctx, { ...named, ...query }),
      }),
    }),
    defineRoute({
      ...base,
      path: `${path}/diff`,
      operationId: 'diff_generation_contexts',
      summary: 'Compare what the model was told for two generations of a session',
      params,
      query: z.strictObject({ with: GenerationRef.default('latest') }),
      responses: [{ kind: 'json', status: 200, description: 'What differs', schema: GenerationContextDiff }],
      errors: ['not_found', 'unavailable'],
      handler: async ({ ctx, params: named, query }) => ({
        value: await diffContexts(services, ctx, { ...named, ...query }),
      }),
    }),
  ];
}
