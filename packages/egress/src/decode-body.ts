import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { constants, createGunzip } from 'node:zlib';
import type { ResponseEncoding } from './response-encoding.ts';
import type { BodyStream } from './transform-body.ts';

export interface DecodedBody {
  stream: BodyStream;
  /** How many bytes from the wire were decoded so far. */
  consumedBytes: () => number;
}

/** Decodes only as much as is read. A truncated body ends where it was cut, as in a browser. */
export function decodeBody(body: BodyStream, encoding: ResponseEncoding): DecodedBody {
  if (encoding === 'identity') return { stream: body, consumedBytes: () => Infinity };
  const decoder = createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
  // Both are Node's own web streams, under two names for the same type.
  pipeline(Readable.fromWeb(body as NodeReadableStream), decoder, () => undefined);
  return { stream: Readable.toWeb(decoder) as BodyStream, consumedBytes: () => decoder.bytesWritten };
}
