import { EverrunsError } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { readFileChunk, type FileHead } from '../../repositories/session-files.ts';
import type { RequestContext } from '../../request-context.ts';

const CHUNK_BYTES = 256 * 1024;

/** A file's bytes, read as they are taken. Breaks off when the file changes meanwhile: half of one and half of another is neither. */
export function streamFile(db: Database, ctx: RequestContext, head: FileHead): ReadableStream<Uint8Array<ArrayBuffer>> {
  let offset = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const chunk = await readFileChunk(db, ctx, { head, offset, length: CHUNK_BYTES });
        if (chunk === null) throw new EverrunsError('conflict', 'The file changed while it was read.');
        if (chunk.length > 0) controller.enqueue(new Uint8Array(chunk));
        offset += chunk.length;
        if (offset >= head.info.size_bytes) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
