import { boundedText, LIMITS, RunToolRequest, ToolName, ToolRun } from '@everruns/schemas';
import { z } from 'zod';
import type { Services } from '../../services/services.ts';
import { runTool } from '../../services/tools/run.ts';
import { defineRoute, replyOnce, type Route } from '../route.ts';
import { toMilliseconds, WaitQuery } from './wait-query.ts';

export function toolRoutes(services: Services): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/tools/{capability_id}/{tool}/run',
      operationId: 'run_tool',
      summary: 'Run one call of a tool, in a session that lists leave out and that is erased after a day',
      tag: 'capabilities',
      auth: 'session',
      scopes: ['write'],
      isAudited: true,
      params: z.strictObject({ capability_id: boundedText(256, 1), tool: ToolName }),
      query: WaitQuery,
      body: RunToolRequest,
      example: { arguments: { a: 6, b: 7 } },
      maxBodyBytes: LIMITS.bodyBytes,
      responses: [{ kind: 'json', status: 201, description: 'The receipt of the call', schema: ToolRun }],
      errors: ['not_found', 'mcp_server_unavailable'],
      handler: async ({ ctx, params, query, body, idempotency, signal }) => {
        const wait = query.wait === undefined ? null : { timeoutMs: toMilliseconds(query.wait), signal };
        return replyOnce(await runTool(services, ctx, { ...params, request: body, idempotency, wait }));
      },
    }),
  ];
}
