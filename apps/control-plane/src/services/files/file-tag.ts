import type { FileInfo } from '@everruns/schemas';
import { findFileHead, type FileHead } from '../../repositories/session-files.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { createFileNotFound } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';

export interface TaggedFile {
  info: FileInfo;
  /** Its `ETag`. */
  tag: string;
}

/** Returns the tag of a file. It changes with every write, and a new file at the same path has another one. */
export function fileTag({ info, revision }: FileHead): string {
  return `"${revision}.${info.id}"`;
}

/** Returns the file or directory at a path, within the transaction. Throws `not_found`. */
export async function getFileHead({ tx, ctx, sessionId }: FileWriteScope, path: string): Promise<FileHead> {
  const head = await findFileHead(tx, ctx, { session_id: sessionId, path });
  if (head === null) throw createFileNotFound(path);
  return head;
}

export async function getTaggedFile(scope: FileWriteScope, path: string): Promise<TaggedFile> {
  const head = await getFileHead(scope, path);
  return { info: head.info, tag: fileTag(head) };
}

/** Throws `precondition_failed` when the file is not the one that the client read. */
export function assertFileMatches(head: FileHead, ifMatch: string | null): void {
  assertIfMatch('file', fileTag(head), ifMatch);
}
