import { defineCapability } from '@everruns/core/catalog';
import { HostPattern, type ToolDefinition, type ToolEffect } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';
import { FENCE_PROMPT } from '../web/fence.ts';
import { HeaderArguments, HeaderLine } from '../web/header-lines.ts';

const TIMEOUT_MS = 90_000;
const MAX_BODY_CHARS = 256 * 1_024;

const address = z.string().min(1).max(8_192).describe('The absolute address, on one of the allowed hosts');
const headers = HeaderArguments.default({}).describe('Headers, besides those that the settings add');
const window = {
  max_chars: z.int().min(100).max(50_000).default(20_000).describe('The most characters of one window of the answer'),
  start: z.int().min(0).max(50_000_000).default(0).describe('Where the window begins'),
};

export const HttpGetParameters = z.strictObject({
  url: address,
  method: z.enum(['GET', 'HEAD']).default('GET'),
  headers,
  ...window,
});

export const HttpRequestParameters = z.strictObject({
  url: address,
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
  headers,
  body: z.string().max(MAX_BODY_CHARS).optional().describe('The body, as text'),
  content_type: z.string().max(200).default('application/json').describe('What the body is'),
  ...window,
});

export const HttpConfig = z.strictObject({
  hosts: z
    .array(HostPattern)
    .min(1)
    .max(50)
    .describe('The only hosts that may be called: api.example.com, *.example.com, api.example.com:8443'),
  headers: z
    .array(HeaderLine)
    .max(20)
    .default([])
    .describe('Headers of every request; {{name}} stands for a secret: Authorization: Bearer {{github_token}}'),
  changes: z
    .enum(['once', 'idempotent'])
    .default('once')
    .describe('Whether POST, PUT, PATCH and DELETE may be repeated after a crash (idempotent) or never are (once)'),
  idempotency_header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .default('Idempotency-Key')
    .describe('The header that gets the key of the call, so that the server can tell a repetition'),
  timeout_seconds: z.int().min(1).max(60).default(20).describe('How long one request may take'),
});

export const http = defineCapability({
  id: 'http',
  name: 'HTTP requests',
  description: 'Calls HTTP APIs of the hosts that its settings list, with secrets that no model sees.',
  status: 'available',
  configSchema: HttpConfig,
  prompt: () => FENCE_PROMPT,
  tools: toTools({ hosts: [], changes: 'once' }),
  toolsFor: (config) => ({ tools: toTools(config) }),
});

function toTools({ hosts, changes }: { hosts: readonly string[]; changes: ToolEffect }): ToolDefinition[] {
  const where = hosts.length === 0 ? 'the hosts that the settings list' : hosts.join(', ');
  const shared = { timeoutMs: TIMEOUT_MS, hints: { open_world: true }, foreign: true } as const;
  return describeTools('http', [
    {
      ...shared,
      name: 'http_get',
      description: `Read from an HTTP API (GET or HEAD) of ${where}.`,
      parameters: HttpGetParameters,
      effect: 'read',
    },
    {
      ...shared,
      name: 'http_request',
      description: `Change something by an HTTP API (POST, PUT, PATCH or DELETE) of ${where}.`,
      parameters: HttpRequestParameters,
      effect: changes,
    },
  ]);
}
