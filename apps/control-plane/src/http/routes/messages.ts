import {
  CreateFeedbackRequest,
  CreateMessageRequest,
  CreateMessageResponse,
  CreateToolResultsRequest,
  CreateToolResultsResponse,
  Feedback,
  LIMITS,
  Message,
  MessageId,
  pageOf,
  SessionId,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import {
  createMessage,
  excludeMessage,
  giveFeedback,
  listMessages,
  redactMessage,
  resolveToolCalls,
} from '../../engine/index.ts';
import { checkControls } from '../../services/controls/check-controls.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';
import { toMilliseconds, WaitQuery } from './wait-query.ts';

const base = { tag: 'messages', auth: 'session' } as const;
const SessionParams = z.strictObject({ session_id: SessionId });

const ListMessagesQuery = ListQuery.extend({ order: z.enum(['asc', 'desc']).default('desc') });

export function messageRoutes(services: Services): Route[] {
  const { engine } = services;
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/messages',
      operationId: 'create_message',
      summary: 'Send a message to the agent',
      scopes: ['write'],
      params: SessionParams,
      query: WaitQuery,
      body: CreateMessageRequest,
      example: { message: { content: [{ type: 'text', text: 'What is 6 times 7?' }] }, busy_policy: 'queue' },
      maxBodyBytes: LIMITS.messageBodyBytes,
      responses: [{ kind: 'json', status: 201, description: 'The accepted message', schema: CreateMessageResponse }],
      errors: ['not_found', 'session_busy', 'queue_full', 'no_model', 'mcp_server_unavailable', 'conflict'],
      handler: async (input) => {
        const { ctx, params, query, body, idempotency } = input;
        const { controls } = body;
        if (controls !== undefined) await checkControls(services, ctx, { controls, signal: input.signal });
        const wait = query.wait === undefined ? null : { timeoutMs: toMilliseconds(query.wait), signal: input.signal };
        return { value: await createMessage(engine, ctx, { ...params, request: body, idempotency, wait }) };
      },
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions/{session_id}/messages',
      operationId: 'list_messages',
      summary: 'List messages, by default newest first',
      scopes: ['read'],
      params: SessionParams,
      query: ListMessagesQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of messages', schema: pageOf(Message) }],
      errors: ['not_found', 'invalid_cursor'],
      handler: async ({ ctx, params, query }) => ({ value: await listMessages(engine, ctx, { ...params, ...query }) }),
    }),
    excludeRoute(services),
    redactRoute(services),
    feedbackRoute(services),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/tool-results',
      operationId: 'create_tool_results',
      summary: 'Answer calls of tools that the client executes',
      scopes: ['write'],
      params: SessionParams,
      body: CreateToolResultsRequest,
      example: { tool_results: [{ tool_call_id: '0194f7a0-0000-7000-8000-000000000002', result: { degrees: 21 } }] },
      responses: [{ kind: 'json', status: 201, description: 'Taken', schema: CreateToolResultsResponse }],
      errors: ['not_found', 'already_resolved'],
      handler: async ({ ctx, params, body, idempotency }) => ({
        value: await resolveToolCalls(engine, ctx, { ...params, request: body, idempotency }),
      }),
    }),
  ];
}

function feedbackRoute({ engine }: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/sessions/{session_id}/messages/{message_id}/feedback',
    operationId: 'create_feedback',
    summary: 'Say what you think of a message. The newest of each person counts.',
    scopes: ['write'],
    params: z.strictObject({ session_id: SessionId, message_id: MessageId }),
    body: CreateFeedbackRequest,
    example: { rating: 'down', comment: 'The sum is wrong.' },
    responses: [{ kind: 'json', status: 201, description: 'The feedback, as it is in the log', schema: Feedback }],
    errors: ['not_found'],
    handler: async ({ ctx, params, body, idempotency }) => ({
      value: await giveFeedback(engine, ctx, { ...params, request: body, idempotency }),
    }),
  });
}

function excludeRoute({ engine }: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/sessions/{session_id}/messages/{message_id}/exclude',
    operationId: 'exclude_message',
    summary: 'Exclude a message, with its calls and their results, from what models read. The log keeps it.',
    scopes: ['write'],
    params: z.strictObject({ session_id: SessionId, message_id: MessageId }),
    responses: [{ kind: 'json', status: 200, description: 'The message as it is in the log', schema: Message }],
    errors: ['not_found', 'session_busy'],
    handler: async ({ ctx, params, idempotency }) => ({
      value: await excludeMessage(engine, ctx, { ...params, idempotency }),
    }),
  });
}

function redactRoute({ engine }: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/sessions/{session_id}/messages/{message_id}/redact',
    operationId: 'redact_message',
    summary: 'Erase what a message said, with its calls and their results, in this session and in its forks',
    scopes: ['write'],
    params: z.strictObject({ session_id: SessionId, message_id: MessageId }),
    responses: [{ kind: 'json', status: 200, description: 'The message without its texts', schema: Message }],
    errors: ['not_found', 'session_busy'],
    handler: async ({ ctx, params, idempotency }) => ({
      value: await redactMessage(engine, ctx, { ...params, idempotency }),
    }),
  });
}
