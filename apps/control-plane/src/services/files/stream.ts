import { EverrunsError } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { readFileChunk, type FileHead } from '../../repositories/session-files.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

const CHUNK_BYTES = 256 * 1024;

type FileStream = ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * A file's bytes, read as they are taken, the first of them at once: a file that has gone meanwhile can still be refused (`conflict`).
 * Later it breaks off when the file changes: half of one and half of another is neither.
 */
export async function openFileStream(db: Database, ctx: RequestContext, head: FileHead): Promise<FileStream> {
  const read = async (offset: number) => {
    const chunk = await readFileChunk(db, ctx, { head, offset, length: CHUNK_BYTES });
    if (chunk === null) throw new EverrunsError('conflict', 'The file changed while it was read.');
    return new Uint8Array(chunk);
  };
  let next: Uint8Array<ArrayBuffer> | null = await read(0);
  let offset = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const chunk = next ?? (await read(offset));
        next = null;
        if (chunk.length > 0) controller.enqueue(chunk);
        offset += chunk.length;
        if (offset >= head.info.size_bytes) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
