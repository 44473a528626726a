import { EverrunsError } from '@everruns/schemas';
import { decodeBody } from './decode-body.ts';
import type { PendingLines } from './pending-lines.ts';
import type { ResponseEncoding } from './response-encoding.ts';

/** What is read of the body of an error: enough for any message, and it ends there as if the server had ended it. */
const MAX_ERROR_BODY_BYTES = 64 * 1024;
/** Small bodies may expand as they like: a page of spaces is no attack. */
const FREE_BYTES = 1024 * 1024;
/** How often larger bodies may expand. Text does tenfold and event streams thirtyfold; what expands further was made to expand. */
const MAX_EXPANSION = 100;
const LARGE_BYTES = 8 * 1024 * 1024;
const MAX_EXPANSION_OF_LARGE = 40;
const NEWLINE = 10;

export interface BodyLimits {
  /** Decoded bytes. */
  maxBytes: number;
  encoding: ResponseEncoding;
  lines: PendingLines;
  /** Called once, when nothing more of the body will be read. */
  onEnd: () => void;
}

/**
 * The same response with its body decoded and bounded, which is decoded only as fast as it is read. It delivers `maxBytes` and then ends
 * in `payload_too_large`, as do a body that expands too far and a line that is too long to be held. The body of an error status ends
 * properly after 64 KB.
 */
export function limitBody(response: Response, limits: BodyLimits): Response {
  if (response.body === null) {
    limits.onEnd();
    return response;
  }
  const { stream, consumedBytes } = decodeBody(response.body, limits.encoding);
  const limiter =
    response.status >= 400 ? createTruncator(MAX_ERROR_BODY_BYTES, limits) : createLimiter(limits, consumedBytes);
  const { status, statusText, headers, url } = response;
  const limited = new Response(stream.pipeThrough(limiter), { status, statusText, headers });
  return Object.defineProperty(limited, 'url', { value: url });
}

function createTruncator(maxBytes: number, { onEnd }: BodyLimits): TransformStream<Uint8Array, Uint8Array> {
  let left = maxBytes;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.byteLength;
      if (left > 0) return;
      controller.terminate();
      onEnd();
    },
    flush: onEnd,
    cancel: onEnd,
  });
}

function createLimiter(limits: BodyLimits, consumedBytes: () => number): TransformStream<Uint8Array, Uint8Array> {
  const { maxBytes, lines } = limits;
  let decodedBytes = 0;
  let lineBytes = 0;
  const line = {};
  const end = (): void => {
    lines.release(line);
    limits.onEnd();
  };
  return new TransformStream({
    transform(chunk, controller) {
      const refuse = (what: string): void => {
        controller.error(new EverrunsError('payload_too_large', `The response ${what}.`));
        end();
      };
      const left = maxBytes - decodedBytes;
      decodedBytes += chunk.byteLength;
      const newline = chunk.lastIndexOf(NEWLINE);
      lineBytes = newline < 0 ? lineBytes + chunk.byteLength : chunk.byteLength - newline - 1;
      if (left > 0) controller.enqueue(chunk.subarray(0, left));
      if (chunk.byteLength > left) refuse(`is larger than ${maxBytes} bytes`);
      else if (decodedBytes > allowedExpansion(consumedBytes())) refuse('expands too far when it is decoded');
      else lines.hold(line, lineBytes, () => refuse('holds a line that is too long to be kept'));
    },
    flush: end,
    cancel: end,
  });
}

/** How many decoded bytes that many of the wire may become. */
function allowedExpansion(consumedBytes: number): number {
  const modest = Math.min(consumedBytes * MAX_EXPANSION, LARGE_BYTES);
  return Math.max(FREE_BYTES, modest, consumedBytes * MAX_EXPANSION_OF_LARGE);
}
