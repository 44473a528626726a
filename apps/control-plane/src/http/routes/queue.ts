import { LIMITS, Message, MessageId, pageOf, SessionId, UpdateQueuedMessageRequest } from '@everruns/schemas';
import { z } from 'zod';
import { dropQueuedMessage, listQueue, updateQueuedMessage } from '../../engine/index.ts';
import { checkControls } from '../../services/controls/check-controls.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'queue', auth: 'session' } as const;
const QueuedParams = z.strictObject({ session_id: SessionId, message_id: MessageId });

export function queueRoutes(services: Services): Route[] {
  const { engine } = services;
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions/{session_id}/queue',
      operationId: 'list_queue',
      summary: 'List the queued messages, next one first',
      scopes: ['read'],
      params: z.strictObject({ session_id: SessionId }),
      responses: [{ kind: 'json', status: 200, description: 'The whole queue', schema: pageOf(Message) }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await listQueue(engine, ctx, params) }),
    }),
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/sessions/{session_id}/queue/{message_id}',
      operationId: 'update_queued_message',
      summary: 'Change or move a queued message (RFC 7396)',
      scopes: ['write'],
      params: QueuedParams,
      body: UpdateQueuedMessageRequest,
      example: { message: { content: [{ type: 'text', text: 'What is 6 times 8?' }] }, position: 1 },
      maxBodyBytes: LIMITS.messageBodyBytes,
      responses: [{ kind: 'json', status: 200, description: 'The changed message', schema: Message }],
      errors: ['not_found', 'not_queued', 'mcp_server_unavailable'],
      handler: async ({ ctx, params, body, signal }) => {
        await checkControls(services, ctx, { controls: body.controls, signal });
        return { value: await updateQueuedMessage(engine, ctx, { ...params, request: body }) };
      },
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/sessions/{session_id}/queue/{message_id}',
      operationId: 'drop_queued_message',
      summary: 'Remove a message from the queue',
      scopes: ['write'],
      params: QueuedParams,
      responses: [{ kind: 'empty', status: 204, description: 'Dropped' }],
      errors: ['not_found', 'not_queued'],
      handler: async ({ ctx, params }) => {
        await dropQueuedMessage(engine, ctx, params);
        return {};
      },
    }),
  ];
}
