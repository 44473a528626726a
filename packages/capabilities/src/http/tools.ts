import { defineTool, type Tool, type ToolContext } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import { describeAnswer } from '../web/describe-answer.ts';
import { isFreeHeader, parseHeaderLine } from '../web/header-lines.ts';
import { MAX_ANSWER_BYTES } from '../web/read-answer.ts';
import { sendWithSecrets } from '../web/send-with-secrets.ts';
import { HttpConfig, HttpGetParameters, HttpRequestParameters } from './definition.ts';

export function createHttpTools(): Tool[] {
  return [
    defineTool({ name: 'http_get', parameters: HttpGetParameters, run: (args, context) => call(args, context) }),
    defineTool({
      name: 'http_request',
      parameters: HttpRequestParameters,
      run: ({ content_type, ...args }, context) => {
        const { idempotency_header } = HttpConfig.parse(context.config);
        // Names of headers are compared without their case, which an object does not do.
        const filled = new Headers(args.headers);
        if (args.body !== undefined && !filled.has('content-type')) filled.set('content-type', content_type);
        filled.set(idempotency_header, context.idempotencyKey);
        const headers = Object.fromEntries(filled);
        return call({ ...args, headers }, context);
      },
    }),
  ];
}

interface Call {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  start: number;
  max_chars: number;
}

async function call(args: Call, context: ToolContext): Promise<JsonObject> {
  const { hosts, headers: lines, timeout_seconds } = HttpConfig.parse(context.config);
  const url = URL.parse(args.url);
  if (url === null) throw createRefusal('The url is not an absolute address. Begin it with https://.');
  const refused = Object.keys(args.headers).find((name) => !isFreeHeader(name));
  if (refused !== undefined) throw createRefusal(`The header ${refused} cannot be set: the request decides it.`);
  const answered = await sendWithSecrets(
    {
      url,
      method: args.method,
      headers: args.headers,
      templates: lines.map(parseHeaderLine),
      hosts,
      timeoutMs: timeout_seconds * 1_000,
      maxBytes: MAX_ANSWER_BYTES,
      ...omitUndefined({ body: args.body }),
    },
    context,
  );
  return describeAnswer(answered, { window: { start: args.start, maxChars: args.max_chars }, context });
}
