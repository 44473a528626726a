import type { UpdateFileRequest } from '@everruns/schemas';
import { setFileReadonly } from '../../repositories/session-files.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { assertFileMatches, getFileHead, getTaggedFile, type TaggedFile } from './file-tag.ts';
import { writeFile } from './write.ts';

export interface UpdateFileInput {
  path: string;
  request: UpdateFileRequest;
  /** The `If-Match` header. */
  ifMatch: string | null;
}

/** Replaces a file's content, its readonly flag, or both. Throws `not_found`, `precondition_failed`, `conflict`, and as `writeFile`. */
export async function updateFile(scope: FileWriteScope, input: UpdateFileInput): Promise<TaggedFile> {
  const { path, request } = input;
  if (path === '/') throw createFileConflict('/ is a directory.');
  const head = await getFileHead(scope, path);
  assertFileMatches(head, input.ifMatch);
  if (head.info.is_directory) throw createFileConflict(`${path} is a directory.`);
  const setReadonly = (is_readonly: boolean) =>
    setFileReadonly(scope.tx, scope.ctx, { session_id: scope.sessionId, path, is_readonly });
  if (head.info.is_readonly && request.is_readonly === false) await setReadonly(false);
  if (request.content !== undefined) {
    await writeFile(scope, { path, content: request.content, encoding: request.encoding });
  }
  if (!head.info.is_readonly && request.is_readonly === true) await setReadonly(true);
  return getTaggedFile(scope, path);
}
