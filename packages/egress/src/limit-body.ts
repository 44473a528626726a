import { EverrunsError } from '@everruns/schemas';
import type { PendingLines } from './pending-lines.ts';
import type { WireMeter } from './wire-meter.ts';

/** What is read of the body of an error: enough for any message, and it ends there as if the server had ended it. */
const MAX_ERROR_BODY_BYTES = 64 * 1024;
/** Text compresses to a tenth, event streams to a fiftieth; what expands further was made to expand. */
const MAX_EXPANSION = 100;
/** Small bodies may expand as they like: an empty page of spaces is no attack. */
const FREE_BYTES = 1024 * 1024;
const NEWLINE = 10;

export interface BodyLimits {
  /** Decoded bytes. */
  maxBytes: number;
  meter: WireMeter;
  lines: PendingLines;
  /** Called once, when nothing more of the body will be read. */
  onEnd: () => void;
}

/**
 * The same response with a bounded body, which is passed on only as fast as it is read. It delivers `maxBytes` decoded bytes and then
 * ends in `payload_too_large`, as do a body that expands more than a hundredfold and a line that is too long to be held. The body of
 * an error status ends properly after 64 KB.
 */
export function limitBody(response: Response, limits: BodyLimits): Response {
  if (response.body === null) {
    limits.onEnd();
    return response;
  }
  const limiter = response.status >= 400 ? createTruncator(MAX_ERROR_BODY_BYTES, limits) : createLimiter(limits);
  const { status, statusText, headers, url } = response;
  const limited = new Response(response.body.pipeThrough(limiter), { status, statusText, headers });
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

function createLimiter(limits: BodyLimits): TransformStream<Uint8Array, Uint8Array> {
  const { maxBytes, meter, lines } = limits;
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
      else if (decodedBytes > FREE_BYTES && decodedBytes > meter.bodyBytes * MAX_EXPANSION) {
        refuse(`expands more than ${MAX_EXPANSION} times when it is decoded`);
      } else lines.hold(line, lineBytes, () => refuse('holds a line that is too long to be kept'));
    },
    flush: end,
    cancel: end,
  });
}
