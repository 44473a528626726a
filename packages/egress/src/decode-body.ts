import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { readNodeStream, type BodySource } from './body-source.ts';
import type { ResponseEncoding } from './response-encoding.ts';

export interface DecodedBody {
  source: BodySource;
  /** How many bytes from the wire were decoded so far. */
  consumedBytes: () => number;
}

/** Decodes only as much as is read. A truncated body ends where it was cut, as in a browser. */
export function decodeBody(source: BodySource, encoding: ResponseEncoding): DecodedBody {
  if (encoding === 'identity') return { source, consumedBytes: () => Infinity };
  const decoder = createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
  pipeline(Readable.from(chunksOf(source), { objectMode: false }), decoder, () => undefined);
  return { source: readNodeStream(decoder), consumedBytes: () => decoder.bytesWritten };
}

async function* chunksOf(source: BodySource): AsyncGenerator<Uint8Array> {
  let isOver = false;
  try {
    for (let read = await source.read(); !read.done; read = await source.read()) if (read.value) yield read.value;
    isOver = true;
  } finally {
    if (!isOver) await source.cancel();
  }
}
