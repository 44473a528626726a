import { defineTool, type Tool, type ToolContext, type ToolFamily } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import { JsonObject } from '@everruns/schemas';
import { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { describeAnswer } from '../web/describe-answer.ts';
import { parseHeaderLine } from '../web/header-lines.ts';
import { MAX_ANSWER_BYTES } from '../web/read-answer.ts';
import { sendWithSecrets } from '../web/send-with-secrets.ts';
import { buildRequest } from './build-request.ts';
import type { CompiledOperation } from './compiled.ts';
import { CHECK_ARGUMENTS } from './jobs.ts';

const MAX_CHARS = 50_000;
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What `toolsFor` of the definition has made of the settings. */
const CompiledConfig = z.object({
  base_url: z.string(),
  headers: z.array(z.string()),
  query: z.array(z.string()),
  timeout_seconds: z.number(),
  operations: z.record(z.string(), z.custom<CompiledOperation>()),
});

export function createOpenapiFamily(): ToolFamily {
  return { capabilityId: 'openapi', create: createOperationTool };
}

function createOperationTool(name: string): Tool {
  return defineTool({ name, parameters: JsonObject, run: (args, context) => callOperation(name, args, context) });
}

async function callOperation(name: string, args: JsonObject, context: ToolContext): Promise<JsonObject> {
  const { base_url, headers: lines, query, timeout_seconds, operations } = CompiledConfig.parse(context.config);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw createRefusal(`There is no operation "${name}" any more.`);
  const faults = await context.runJob(CHECK_ARGUMENTS, {
    text: JSON.stringify({ schema: operation.schema, value: args }),
  });
  if (faults.length > 0) throw createRefusal(`The arguments do not fit and nothing was called. ${faults.join('; ')}`);
  const { url, headers, body } = buildRequest(base_url, operation, args);
  const isReading = READING.has(operation.method);
  const answered = await sendWithSecrets(
    {
      url,
      method: operation.method,
      headers: isReading ? headers : { ...headers, 'idempotency-key': context.idempotencyKey },
      templates: lines.map(parseHeaderLine),
      queryTemplates: query.map(parseHeaderLine),
      hosts: [url.port === '' ? url.hostname : url.host],
      timeoutMs: timeout_seconds * 1_000,
      maxBytes: MAX_ANSWER_BYTES,
      ...omitUndefined({ body: body ?? undefined }),
    },
    context,
  );
  return describeAnswer(answered, { window: { start: 0, maxChars: MAX_CHARS }, context });
}
