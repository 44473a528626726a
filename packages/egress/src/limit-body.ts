import { EverrunsError } from '@everruns/schemas';
import { decodeBody } from './decode-body.ts';
import type { HopAnswer } from './hop-answer.ts';
import { makeResponse } from './make-response.ts';
import type { PendingLines } from './pending-lines.ts';
import type { ResponseEncoding } from './response-encoding.ts';
import { transformBody, type BodyTransform } from './transform-body.ts';

/** How much is read of the body of an error. It ends there as if the server had ended it. */
const MAX_ERROR_BODY_BYTES = 64 * 1024;
/** Bodies below this size may expand by any factor. */
const FREE_BYTES = 1024 * 1024;
/** The factor by which larger bodies may expand. Text expands tenfold and event streams thirtyfold; more is an attack. */
const MAX_EXPANSION = 100;
const LARGE_BYTES = 8 * 1024 * 1024;
const MAX_EXPANSION_OF_LARGE = 40;
const NEWLINE = 10;

export interface BodyLimits {
  /** Decoded bytes. */
  maxBytes: number;
  encoding: ResponseEncoding;
  lines: PendingLines;
  /** Called for each chunk that is read. */
  onBytes: () => void;
  /** Called once, when nothing more of the body will be read. */
  onEnd: () => void;
}

/**
 * The answer as a response, with its body decoded and bounded, which is decoded only as fast as it is read. It delivers `maxBytes` and then ends
 * in `payload_too_large`, as do a body that expands too far and a line that is too long to be held. The body of an error status ends
 * properly after 64 KB.
 */
export function limitBody(answer: HopAnswer, limits: BodyLimits): Response {
  if (answer.body === null) {
    limits.onEnd();
    return makeResponse(null, answer);
  }
  const { source, consumedBytes } = decodeBody(answer.body, limits.encoding);
  const limiter =
    answer.status >= 400 ? createTruncator(MAX_ERROR_BODY_BYTES, limits) : createLimiter(limits, consumedBytes);
  return makeResponse(transformBody(source, limiter), answer);
}

function createTruncator(maxBytes: number, { onBytes, onEnd }: BodyLimits): BodyTransform {
  let left = maxBytes;
  return {
    chunk(chunk, output) {
      onBytes();
      output.enqueue(chunk.subarray(0, left));
      left -= chunk.byteLength;
      if (left <= 0) output.end();
    },
    onEnd,
  };
}

function createLimiter(limits: BodyLimits, consumedBytes: () => number): BodyTransform {
  const { maxBytes, lines } = limits;
  let decodedBytes = 0;
  let lineBytes = 0;
  const line = {};
  return {
    chunk(chunk, output) {
      limits.onBytes();
      const refuse = (what: string): void => {
        output.error(new EverrunsError('payload_too_large', `The response ${what}.`));
      };
      const left = maxBytes - decodedBytes;
      decodedBytes += chunk.byteLength;
      const newline = chunk.lastIndexOf(NEWLINE);
      lineBytes = newline < 0 ? lineBytes + chunk.byteLength : chunk.byteLength - newline - 1;
      if (left > 0) output.enqueue(chunk.subarray(0, left));
      if (chunk.byteLength > left) refuse(`is larger than ${maxBytes} bytes`);
      else if (decodedBytes > allowedExpansion(consumedBytes())) refuse('expands too far when it is decoded');
      else lines.hold(line, lineBytes, () => refuse('holds a line that is too long to be kept'));
    },
    onEnd() {
      lines.release(line);
      limits.onEnd();
    },
  };
}

/** How many decoded bytes that many of the wire may become. */
function allowedExpansion(consumedBytes: number): number {
  const modest = Math.min(consumedBytes * MAX_EXPANSION, LARGE_BYTES);
  return Math.max(FREE_BYTES, modest, consumedBytes * MAX_EXPANSION_OF_LARGE);
}
