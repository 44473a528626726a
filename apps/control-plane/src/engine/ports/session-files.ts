import type { SessionFileOperation, SessionFileResponse } from '@everruns/internal-protocol';
import type { FileWriteScope } from '../../repositories/file-scope.ts';

/** One file operation of a worker, inside the caller's fenced transaction. */
export type RunFileOperation = (scope: FileWriteScope, operation: SessionFileOperation) => Promise<SessionFileResponse>;
