import type { FileChange, SessionFileOperation, SessionFileResponse } from '@everruns/internal-protocol';
import type { AtomRef, ContentPart, InputContentPart } from '@everruns/schemas';
import type { FileReadScope, FileWriteScope } from '../../repositories/file-scope.ts';

export interface CallFiles {
  /** The call that has uploaded the large contents. */
  atom: AtomRef;
  changes: readonly FileChange[];
}

export interface SessionFiles {
  /** Throws `not_found`, and `conflict` for a directory and a revision that is not kept. */
  read(scope: FileReadScope, operation: SessionFileOperation): Promise<SessionFileResponse>;
  /**
   * Writes what a call has changed, inside the caller's transaction, which holds the session's lock. Throws `conflict` where a path is not
   * what the call has read, and `payload_too_large`.
   */
  apply(scope: FileWriteScope, files: CallFiles): Promise<void>;
  /**
   * Returns the content of a message as the log has it, with large files stored among those of the session. Throws `invalid_request` for a
   * path without a file, and `payload_too_large`.
   */
  attach(scope: FileWriteScope, content: readonly InputContentPart[]): Promise<ContentPart[]>;
}
