import { EverrunsError, type SessionId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { findFileHead, readFileChunk, type FileHead } from '../../repositories/session-files.ts';
import type { Services } from '../services.ts';
import { createFileConflict, createFileNotFound } from './file-errors.ts';
import { fileTag, type TaggedFile } from './file-tag.ts';

const CHUNK_BYTES = 256 * 1024;

type FileStream = ReadableStream<Uint8Array<ArrayBuffer>>;

export interface FileDownload extends TaggedFile {
  bytes: FileStream;
}

/**
 * A file's bytes, read as the client takes them. Throws `not_found`, and `conflict` for a directory, which has no bytes, and for a file
 * that was replaced meanwhile. The stream breaks off when the file changes later: it must not be half of one and half of another.
 */
export async function downloadFile(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { session_id, path }: { session_id: SessionId; path: string },
): Promise<FileDownload> {
  await assertSession(db, ctx, session_id);
  const head = path === '/' ? null : await findFileHead(db, ctx, { session_id, path });
  if (path === '/' || head?.info.is_directory === true) throw createFileConflict(`${path} is a directory.`);
  if (head === null) throw createFileNotFound(path);
  return { info: head.info, tag: fileTag(head), bytes: await openStream(db, ctx, head) };
}

async function openStream(db: Database, ctx: RequestContext, head: FileHead): Promise<FileStream> {
  // The client takes the later chunks when its request has been handled.
  const read = async (offset: number) => {
    const place = { head, offset, length: CHUNK_BYTES };
    const chunk = await actAsOrganization(ctx.org_id, () => readFileChunk(db, ctx, place));
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
