import type { SessionFileOperation, SessionFileResponse } from '@everruns/internal-protocol';
import { normalizeFilePath } from '@everruns/schemas';
import { deleteFile } from './delete.ts';
import { toReadScope, type FileWriteScope } from '../../repositories/file-scope.ts';
import { listFiles } from './list.ts';
import { readFile } from './read.ts';
import { statFile } from './stat.ts';
import { writeFile } from './write.ts';

/**
 * One file operation of a worker, inside the caller's fenced transaction. The caller answers a repeated `operation` from its stored
 * result before it comes here, and stores this one's.
 */
export async function runFileOperation(
  scope: FileWriteScope,
  operation: SessionFileOperation,
): Promise<SessionFileResponse> {
  const path = normalizeFilePath(operation.path);
  switch (operation.kind) {
    case 'read':
      return { kind: 'file', file: await readFile(toReadScope(scope), path) };
    case 'stat':
      return { kind: 'info', info: await statFile(toReadScope(scope), path) };
    case 'list':
      return { kind: 'list', files: await listFiles(toReadScope(scope), { path, recursive: operation.recursive }) };
    case 'write':
      return { kind: 'info', info: await writeFile(scope, { ...operation, path }) };
    case 'delete':
      return { kind: 'deleted', count: (await deleteFile(scope, { path, recursive: operation.recursive })).deleted };
  }
}
