import { defineCapability, type ToolsOfSettings } from '@everruns/core/catalog';
import { JsonObject, type ToolDefinition } from '@everruns/schemas';
import { z } from 'zod';
import { FENCE_PROMPT } from '../web/fence.ts';
import { HeaderLine } from '../web/header-lines.ts';
import type { CompiledTool } from './compiled.ts';
import { COMPILE_DOCUMENT, MAX_DOCUMENT_CHARS } from './jobs.ts';

const TIMEOUT_MS = 90_000;
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export const OpenapiConfig = z.strictObject({
  document: z
    .string()
    .min(2)
    .max(MAX_DOCUMENT_CHARS)
    .describe('An OpenAPI 3.0 or 3.1 document, as JSON or YAML. References to other documents are not followed'),
  base_url: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional()
    .describe('Where the API is. Without it: the first server of the document'),
  tags: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(50)
    .optional()
    .describe('Only operations with one of these tags'),
  operations: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(100)
    .optional()
    .describe('Only the operations with these ids'),
  headers: z
    .array(HeaderLine)
    .max(20)
    .default([])
    .describe('Headers of every request; {{name}} stands for a secret: Authorization: Bearer {{api_token}}'),
  query: z
    .array(HeaderLine)
    .max(20)
    .default([])
    .describe('Parameters of every query; {{name}} stands for a secret: api_key: {{api_key}}'),
  changes: z
    .enum(['once', 'idempotent'])
    .default('once')
    .describe('Whether operations other than GET may be repeated after a crash (idempotent) or never are (once)'),
  timeout_seconds: z.int().min(1).max(60).default(20).describe('How long one request may take'),
});

type Config = z.output<typeof OpenapiConfig>;

export const openapi = defineCapability({
  id: 'openapi',
  name: 'OpenAPI',
  description: 'Makes a tool of each operation of an OpenAPI document, with secrets that no model sees.',
  status: 'available',
  configSchema: OpenapiConfig,
  prompt: () => FENCE_PROMPT,
  tools: [],
  toolsFor: async (config, runJob): Promise<ToolsOfSettings> => {
    const { document, base_url, tags, operations } = config;
    const input = { document, baseUrl: base_url ?? null, tags: tags ?? null, operations: operations ?? null };
    const compiled = await runJob(COMPILE_DOCUMENT, input);
    return {
      tools: compiled.tools.map((tool) => toDefinition(tool, config)),
      config: JsonObject.parse({
        base_url: compiled.baseUrl,
        headers: config.headers,
        query: config.query,
        timeout_seconds: config.timeout_seconds,
        operations: Object.fromEntries(compiled.tools.map(({ name, operation }) => [name, operation])),
      }),
    };
  },
});

function toDefinition({ name, description, operation }: CompiledTool, { changes }: Config): ToolDefinition {
  return {
    name,
    description,
    parameters: operation.schema,
    effect: READING.has(operation.method) ? 'read' : changes,
    policy: 'auto',
    timeout_ms: TIMEOUT_MS,
    hints: { open_world: true },
    foreign: true,
    capability_id: 'openapi',
  };
}
