import type { SessionFileRequest, SessionFileResponse } from '@everruns/internal-protocol';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { findRunningAttempt, findRunningCall } from '../statements/call-attempt.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

/**
 * Reads the session's files for a running call, or one revision of a file for a generation, whose message names it. Nothing is locked: the
 * commit compares the revisions that were read.
 */
export async function sessionFile(
  deps: EngineDeps,
  _ctx: ProcessContext,
  { token, operation }: SessionFileRequest,
): Promise<SessionFileResponse> {
  const { db, unreadable } = deps;
  const find = operation.kind === 'read' ? findRunningAttempt : findRunningCall;
  const { org_id } = await find(db, token);
  const ctx = { org_id, principal: 'worker', subjects: EVERY_SUBJECT, request_id: token.exec_id };
  return deps.sessionFiles.read({ db, ctx, sessionId: token.session_id, unreadable }, operation);
}
