import { defineTool, toIsoTimestamp, type Tool, type ToolContext } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { describeFailure } from '../web/describe-failure.ts';
import { createFence } from '../web/fence.ts';
import { judgeContent, parseMediaType, type ContentKind, type MediaType } from '../web/media-type.ts';
import { readBytes, type ReadBytes } from '../web/read-bytes.ts';
import { WebFetchConfig, WebFetchParameters } from './definition.ts';
import type { ReadText } from './page-input.ts';
import { READ_PAGE, READ_PDF } from './read-page.ts';

const ACCEPT = 'text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.5';
const USER_AGENT = 'Mozilla/5.0 (compatible; Everruns web_fetch)';
const MAX_URL_CHARS = 2_048;

type WebFetchArguments = z.output<typeof WebFetchParameters>;

export function createWebFetchTools(): Tool[] {
  return [defineTool({ name: 'web_fetch', parameters: WebFetchParameters, run: fetchPage })];
}

async function fetchPage(args: WebFetchArguments, context: ToolContext): Promise<JsonObject> {
  const url = parseAddress(args.url);
  const response = await send(url, args, context);
  const type = parseMediaType(response.headers.get('content-type'));
  const facts = describeResponse(response, type, context);
  if (args.method === 'HEAD') return facts;
  const body = await readBytes(response, context.signal);
  const kind = judgeContent(type, body.bytes);
  if (kind === 'binary' || body.bytes.byteLength === 0) {
    return { ...facts, ...omitUndefined({ partial: body.partial }), bytes: body.bytes.byteLength, note: noteOn(kind) };
  }
  const read = await readBody(body, { kind, type, url: response.url, args, context });
  if (response.ok) for (const read_url of new Set([url.href, response.url])) context.sources.add(read_url);
  return { ...facts, ...describeText(read, { args, body, context }) };
}

function parseAddress(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw createRefusal('The url is not an absolute address. Begin it with https://.');
  url.hash = '';
  return url;
}

async function send(url: URL, { method }: WebFetchArguments, context: ToolContext): Promise<Response> {
  const { allowed_hosts, timeout_seconds } = WebFetchConfig.parse(context.config);
  const fetchAllowed = context.openEgress({
    timeoutMs: timeout_seconds * 1_000,
    ...omitUndefined({ hosts: allowed_hosts }),
  });
  try {
    return await fetchAllowed(url, { method, headers: { accept: ACCEPT, 'user-agent': USER_AGENT } });
  } catch (error) {
    context.signal.throwIfAborted();
    throw describeFailure(url.host, error);
  }
}

function describeResponse(response: Response, { essence }: MediaType, { clock }: ToolContext): JsonObject {
  const length = /^\d{1,15}$/.exec(response.headers.get('content-length') ?? '')?.[0];
  return {
    final_url: response.url.slice(0, MAX_URL_CHARS),
    status: response.status,
    content_type: essence,
    fetched_at: toIsoTimestamp(clock.now()),
    ...(length === undefined ? {} : { content_length: Number(length) }),
  };
}

interface BodyOfPage {
  kind: Exclude<ContentKind, 'binary'>;
  type: MediaType;
  url: string;
  args: WebFetchArguments;
  context: ToolContext;
}

function readBody({ bytes }: ReadBytes, { kind, type, url, args, context }: BodyOfPage): Promise<ReadText> {
  const window = { start: args.start, maxChars: args.max_chars };
  if (kind === 'pdf') return context.runJob(READ_PDF, { bytes, window });
  return context.runJob(READ_PAGE, { bytes, kind, charset: type.charset, url, format: args.format, window });
}

interface TextOfPage {
  args: WebFetchArguments;
  body: ReadBytes;
  context: ToolContext;
}

function describeText({ title, text, totalChars }: ReadText, { args, body, context }: TextOfPage): JsonObject {
  if (args.start > 0 && args.start >= totalChars) {
    throw createRefusal(`The text has ${totalChars} characters: start must be less.`);
  }
  const fence = createFence(context.toolCallId);
  const end = args.start + text.length;
  return {
    title: title === null ? null : fence.inline(title),
    start: args.start,
    total_chars: totalChars,
    truncated: end < totalChars || body.partial !== undefined,
    ...(end < totalChars ? { next_start: end } : {}),
    ...omitUndefined({ partial: body.partial }),
    content: fence.block(text),
  };
}

function noteOn(kind: ContentKind): string {
  return kind === 'binary' ? 'This is not text, so only what is known about it is returned.' : 'There is no text.';
}
