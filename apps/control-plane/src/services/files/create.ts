import { EverrunsError, type CreateFileRequest, type SessionId } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { setFileReadonly } from '../../repositories/session-files.ts';
import type { Services } from '../services.ts';
import { changeFiles } from './change-files.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { getTaggedFile, type TaggedFile } from './file-tag.ts';
import { checkRoom, inspectPlace, makeDirectories } from './place.ts';
import { writeFileIn } from './write.ts';

interface NewFile {
  path: string;
  request: CreateFileRequest;
}

export interface CreateFileInput extends NewFile {
  session_id: SessionId;
  idempotency: IdempotencyRequest | null;
}

/**
 * Creates a new file or directory, with its parents. Throws `not_found` for the session, `conflict` if the path exists, `limit_reached`, and
 * as `writeFileIn`.
 */
export async function createFile(deps: Services, ctx: RequestContext, input: CreateFileInput): Promise<TaggedFile> {
  const { length } = input.request.content;
  await deps.limits.assertRoom(ctx, 'stored_bytes', length);
  const created = await changeFiles(deps, ctx, { ...input, status: 201, work: (scope) => createIn(scope, input) });
  deps.limits.noteAdded(ctx.org_id, 'stored_bytes', length);
  return created;
}

async function createIn(scope: FileWriteScope, { path, request }: NewFile): Promise<TaggedFile> {
  if (path === '/') throw createFileConflict('/ is there already.');
  const { missing, entry } = await inspectPlace(scope, path);
  if (entry !== null) throw createFileConflict(`${path} is there already.`);
  if (request.is_directory) await createDirectory(scope, { path, request, missing });
  else await writeFileIn(scope, { path, content: request.content, encoding: request.encoding });
  if (request.is_readonly) {
    await setFileReadonly(scope.tx, scope.ctx, { session_id: scope.sessionId, path, is_readonly: true });
  }
  return getTaggedFile(scope, path);
}

async function createDirectory(
  scope: FileWriteScope,
  { path, request, missing }: { path: string; request: CreateFileRequest; missing: string[] },
): Promise<void> {
  if (request.content !== '') {
    const message = 'must be absent: a directory has no content';
    throw new EverrunsError('invalid_request', `content ${message}.`, {
      errors: [{ path: 'content', code: 'directory', message }],
    });
  }
  await checkRoom(scope, { count: missing.length + 1, bytes: 0 });
  await makeDirectories(scope, [...missing, path]);
}
