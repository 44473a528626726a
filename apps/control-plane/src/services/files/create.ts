import { EverrunsError, type CreateFileRequest } from '@everruns/schemas';
import { setFileReadonly } from '../../repositories/session-files.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { getTaggedFile, type TaggedFile } from './file-tag.ts';
import { checkRoom, inspectPlace, makeDirectories } from './place.ts';
import { writeFile } from './write.ts';

/** Makes a file or directory that is not there yet, with its parents. Throws `conflict` where something is, and as `writeFile`. */
export async function createFile(
  scope: FileWriteScope,
  { path, request }: { path: string; request: CreateFileRequest },
): Promise<TaggedFile> {
  if (path === '/') throw createFileConflict('/ is there already.');
  const { missing, entry } = await inspectPlace(scope, path);
  if (entry !== null) throw createFileConflict(`${path} is there already.`);
  if (request.is_directory) await createDirectory(scope, { path, request, missing });
  else await writeFile(scope, { path, content: request.content, encoding: request.encoding });
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
