import type { SessionId, UpdateFileRequest } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { setFileReadonly } from '../../repositories/session-files.ts';
import type { Services } from '../services.ts';
import { changeFiles } from './change-files.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { assertFileMatches, getFileHead, getTaggedFile, type TaggedFile } from './file-tag.ts';
import { writeFileIn } from './write.ts';

export interface UpdateFileInput {
  session_id: SessionId;
  path: string;
  request: UpdateFileRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/** Replaces a file's content, its readonly flag, or both. Throws `not_found`, `precondition_failed`, `conflict`, `limit_reached`, and as `writeFileIn`. */
export async function updateFile(deps: Services, ctx: RequestContext, input: UpdateFileInput): Promise<TaggedFile> {
  const { session_id, request } = input;
  const length = request.content?.length ?? 0;
  if (length > 0) await deps.limits.assertRoom(ctx, 'stored_bytes', length);
  const updated = await changeFiles(deps, ctx, {
    session_id,
    idempotency: null,
    status: 200,
    work: (scope) => updateIn(scope, input),
  });
  deps.limits.noteAdded(ctx.org_id, 'stored_bytes', length);
  return updated;
}

async function updateIn(scope: FileWriteScope, input: UpdateFileInput): Promise<TaggedFile> {
  const { path, request } = input;
  if (path === '/') throw createFileConflict('/ is a directory.');
  const head = await getFileHead(scope, path);
  assertFileMatches(head, input.if_match);
  if (head.info.is_directory) throw createFileConflict(`${path} is a directory.`);
  const setReadonly = (is_readonly: boolean) =>
    setFileReadonly(scope.tx, scope.ctx, { session_id: scope.sessionId, path, is_readonly });
  if (head.info.is_readonly && request.is_readonly === false) await setReadonly(false);
  if (request.content !== undefined) {
    await writeFileIn(scope, { path, content: request.content, encoding: request.encoding });
  }
  if (!head.info.is_readonly && request.is_readonly === true) await setReadonly(true);
  return getTaggedFile(scope, path);
}
