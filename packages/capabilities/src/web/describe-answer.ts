import { toIsoTimestamp, type ToolContext } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import type { Window } from './cut-window.ts';
import { createFence } from './fence.ts';
import { createMask } from './mask-secrets.ts';
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
  const facts = {
    final_url: describeAddress(answered),
    status: response.status,
    content_type: type.essence,
    fetched_at: toIsoTimestamp(context.clock.now()),
    ...omitUndefined({ retry_after: readRetryAfter(response), partial }),
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
function describeAddress({ response, secrets }: Answered): string {
  const { url } = response;
  return url.length > MAX_URL_CHARS ? new URL(url).origin : createMask(secrets)(url);
}

function readRetryAfter(response: Response): string | undefined {
  return /^[\w, :+-]{1,64}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
}
