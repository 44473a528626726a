import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { lastUserText, SIM_MODELS, toSimError, type ErrorStep, type ScenarioEngine } from '@everruns/llmsim';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { z } from 'zod';
import { readHeader, readJsonObject, sendJson, type HttpExchange } from './http-exchange.ts';
import { playReply, sendError } from './play-reply.ts';
import { fingerprintKey, type LoggedRequest, type RequestLog, type RequestOutcome } from './request-log.ts';
import { anthropicMessages } from './wire/anthropic-messages.ts';
import { findHistoryFault } from './wire/conversation-messages.ts';
import { openAiChat } from './wire/openai-chat.ts';
import { openAiResponses } from './wire/openai-responses.ts';
import type { ParsedRequest, WireFormat } from './wire/wire-format.ts';

const FORMATS = [openAiResponses, openAiChat, anthropicMessages];
/** Keys with this prefix are refused, whatever the scenario says. */
const INVALID_KEY = 'sk-invalid';
const KEY_HEADERS = ['authorization', 'x-api-key', 'api-key'];

export interface ModelRoutesDeps {
  engine: ScenarioEngine;
  log: RequestLog;
  now: () => number;
}

interface Call {
  exchange: HttpExchange;
  format: WireFormat;
  key: string | null;
  body: JsonObject;
  parsed: ParsedRequest | { fault: string };
}

/** Answers a model call in the format of its path; returns false for any other path. */
export async function answerModelRoute(exchange: HttpExchange, deps: ModelRoutesDeps): Promise<boolean> {
  const { request, response, path } = exchange;
  if (request.method === 'GET' && path.endsWith('/v1/models')) {
    sendJson(response, listModels(readHeader(request, 'anthropic-version') !== null));
    return true;
  }
  const format = FORMATS.find((candidate) => path.endsWith(candidate.path));
  if (format === undefined || request.method !== 'POST') return false;
  const signal = watchDisconnect(response);
  const body = (await readJsonObject(request)) ?? {};
  const call = { exchange, format, body, key: readKey(request), parsed: parseRequest(format, body) };
  const entry = deps.log.add(describeCall(call, deps.now()), { headers: readHeaders(request), body });
  signal.addEventListener('abort', () => {
    // A stream that the simulator itself cut has already ended at this point.
    if (entry.ended_at === null) entry.aborted_at = deps.now();
  });
  const outcome = await respond(call, { deps, signal, idempotencyKey: entry.idempotency_key });
  const status = response.headersSent ? response.statusCode : 0;
  Object.assign(entry, { outcome, status, ended_at: deps.now() });
  return true;
}

interface RespondOptions {
  deps: ModelRoutesDeps;
  signal: AbortSignal;
  idempotencyKey: string | null;
}

async function respond(call: Call, { deps, signal, idempotencyKey }: RespondOptions): Promise<RequestOutcome> {
  const { exchange, format, body, parsed } = call;
  const refusal = findRefusal(call);
  if (refusal !== null || 'fault' in parsed) {
    sendError(exchange.response, format, toSimError(refusal ?? { status: 400 }));
    return 'error';
  }
  const requestId = idempotencyKey ?? createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const reply = deps.engine.plan({ ...parsed.conversation, request_id: requestId });
  const encoder = format.createEncoder({ reply, body, createdAt: Math.floor(deps.now() / 1_000) });
  return playReply({ reply, encoder, format, response: exchange.response, stream: parsed.stream, signal });
}

/** Returns the error with which a vendor refuses a request before it runs the model, or null. */
function findRefusal({ key, parsed }: Call): ErrorStep | null {
  if (key === null || key.startsWith(INVALID_KEY)) return { class: 'auth', message: 'Incorrect API key provided.' };
  if ('fault' in parsed) return { status: 400, message: parsed.fault };
  const fault = findHistoryFault(parsed.conversation.messages);
  return fault === null ? null : { status: 400, message: fault };
}

function parseRequest(format: WireFormat, body: JsonObject): Call['parsed'] {
  try {
    return format.parseRequest(body);
  } catch (error) {
    if (error instanceof z.ZodError) return { fault: z.prettifyError(error) };
    throw error;
  }
}

function describeCall({ exchange, format, key, body, parsed }: Call, startedAt: number): Omit<LoggedRequest, 'id'> {
  const conversation = 'fault' in parsed ? null : parsed.conversation;
  const messages = conversation?.messages ?? [];
  return {
    wire_format: format.name,
    model: typeof body.model === 'string' ? body.model : '',
    started_at: startedAt,
    ended_at: null,
    aborted_at: null,
    outcome: 'in_progress',
    status: 0,
    key_fingerprint: key === null ? null : fingerprintKey(key),
    idempotency_key: readHeader(exchange.request, 'idempotency-key'),
    message_count: messages.length,
    tool_result_ids: messages.flatMap((message) => (message.role === 'tool' ? [message.tool_call_id] : [])),
    user_text: conversation === null ? '' : lastUserText(conversation).slice(0, 200),
  };
}

/** Returns a signal that aborts if the connection closes before the answer has ended. */
function watchDisconnect(response: ServerResponse): AbortSignal {
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableEnded) abort.abort();
  });
  return abort.signal;
}

function readKey(request: IncomingMessage): string | null {
  const header = KEY_HEADERS.map((name) => readHeader(request, name)).find((value) => value !== null);
  return header?.replace(/^Bearer /, '') ?? null;
}

/** Returns all headers except the key. */
function readHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).filter(([name]) => !KEY_HEADERS.includes(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function listModels(isAnthropic: boolean): JsonValue {
  const ids = Object.keys(SIM_MODELS);
  if (!isAnthropic) {
    return {
      object: 'list',
      data: ids.map((id) => ({ id, object: 'model', created: 1_760_000_000, owned_by: 'llmsim' })),
    };
  }
  const data = ids.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }));
  return { data, has_more: false, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null };
}
