import { toIsoTimestamp, type ToolContext } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import type { Window } from './cut-window.ts';
import { createFence } from './fence.ts';
import { createMask, type Mask } from './mask-secrets.ts';
import { judgeContent, parseMediaType } from './media-type.ts';
import { READ_ANSWER } from './read-answer.ts';
import { readBytes } from './read-bytes.ts';
import type { Answered } from './send-with-secrets.ts';

const MAX_URL_CHARS = 2_048;

/** Returns a response as the model reads it: the facts, and the window of its text, masked and fenced. */
export async function describeAnswer(
  answered: Answered,
  { window, context }: { window: Window; context: ToolContext },
): Promise<JsonObject> {
  const { response, secrets } = answered;
  const type = parseMediaType(response.headers.get('content-type'));
  const { bytes, partial } = await readBytes(response, context.signal);
  const mask = createMask(secrets);
  const facts = {
    final_url: describeAddress(response, mask),
    status: response.status,
    content_type: mask(type.essence),
    fetched_at: toIsoTimestamp(context.clock.now()),
    ...omitUndefined({ retry_after: readRetryAfter(response, mask), partial }),
  };
  const kind = judgeContent(type, bytes);
  if (bytes.byteLength === 0) return facts;
  if (kind === 'binary' || kind === 'pdf') return { ...facts, bytes: bytes.byteLength };
  const { text, totalChars } = await context.runJob(READ_ANSWER, { bytes, charset: type.charset, secrets, window });
  if (window.start > 0 && window.start >= totalChars) {
    throw createRefusal(`The text has ${totalChars} characters: start must be less.`);
  }
  const end = window.start + text.length;
  return {
    ...facts,
    total_chars: totalChars,
    truncated: end < totalChars || partial !== undefined,
    ...(end < totalChars ? { next_start: end } : {}),
    content: createFence(context.toolCallId).block(text),
  };
}

/** The address that answered. A server may have written anything into it by a redirect. */
function describeAddress({ url }: Response, mask: Mask): string {
  return url.length > MAX_URL_CHARS ? new URL(url).origin : mask(url);
}

/** Seconds, or the date of RFC 9110. */
const RETRY_AFTER = /^(?:\d{1,10}|[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT)$/;

function readRetryAfter({ headers }: Response, mask: Mask): string | undefined {
  const text = RETRY_AFTER.exec(headers.get('retry-after') ?? '')?.[0];
  return text === undefined ? undefined : mask(text);
}
