import type { FileChange, SessionFileOperation, SessionFileResponse } from '@everruns/internal-protocol';
import type { AtomRef, ContentPart, InputContentPart, SessionId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { FileReadScope, FileWriteScope } from '../../repositories/file-scope.ts';

export interface CallFiles {
  /** The call that has uploaded the large contents. */
  atom: AtomRef;
  changes: readonly FileChange[];
}

type ResourcePart = Extract<InputContentPart, { type: 'mcp_resource' }>;

/** A part of a message whose content is here. `mcp_server`: it was read from this server just now. */
export type PresentPart =
  | Exclude<InputContentPart, ResourcePart>
  | { type: 'file'; base64: string; media_type: string; filename: string; mcp_server: string };

export interface SessionFiles {
  /**
   * Reads the resources of servers that a message names, outside any transaction: each becomes one or more files. Throws `not_found`,
   * `invalid_request` for too many, and `mcp_server_unavailable`.
   */
  fetch(
    ctx: RequestContext,
    message: { session_id: SessionId; content: readonly InputContentPart[] },
  ): Promise<PresentPart[]>;
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
  attach(scope: FileWriteScope, content: readonly PresentPart[]): Promise<ContentPart[]>;
}
