import type { SessionFileOperation, SessionFileResponse } from '@everruns/internal-protocol';
import { normalizeFilePath } from '@everruns/schemas';
import { deleteFilesIn } from './delete.ts';
import { toReadScope, type FileWriteScope } from '../../repositories/file-scope.ts';
import { listFilesIn } from './list.ts';
import { readFileIn } from './read.ts';
import { findEntryIn } from './stat.ts';
import { writeFileIn } from './write.ts';

/**
 * Runs one file operation of a worker, inside the caller's fenced transaction. The caller stores the result, and answers a repeated
 * `operation` from it.
 */
export async function runFileOperation(
  scope: FileWriteScope,
  operation: SessionFileOperation,
): Promise<SessionFileResponse> {
  const path = normalizeFilePath(operation.path);
  switch (operation.kind) {
    case 'read':
      return { kind: 'file', file: await readFileIn(toReadScope(scope), path) };
    case 'stat':
      return { kind: 'info', info: await findEntryIn(toReadScope(scope), path) };
    case 'list':
      return { kind: 'list', files: await listFilesIn(toReadScope(scope), { path, recursive: operation.recursive }) };
    case 'write':
      return { kind: 'info', info: await writeFileIn(scope, { ...operation, path }) };
    case 'delete':
      return { kind: 'deleted', count: (await deleteFilesIn(scope, { path, recursive: operation.recursive })).deleted };
  }
}
