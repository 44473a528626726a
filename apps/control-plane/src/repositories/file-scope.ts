import type { Ids } from '@everruns/core/catalog';
import type { EventDraft, SessionId } from '@everruns/schemas';
import type { Database, Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { UnreadableRows } from '../kernel/unreadable-rows.ts';

/** The session whose files are read. Paths given to the verbs have passed `normalizeFilePath`. */
export interface FileReadScope {
  db: Database | Tx;
  ctx: RequestContext;
  sessionId: SessionId;
  unreadable: Pick<UnreadableRows, 'report'>;
}

export type FileEventDraft = Extract<EventDraft, { type: 'file.written' | 'file.deleted' }>;

/** The session whose files are changed, inside the caller's transaction. The verbs lock the session row first. */
export interface FileWriteScope {
  tx: Tx;
  ctx: RequestContext;
  sessionId: SessionId;
  unreadable: Pick<UnreadableRows, 'report'>;
  ids: Ids;
  /** Called with each change, so that the caller can append it to the log in the same transaction. */
  onEvent(event: FileEventDraft): void;
}

export function toReadScope({ tx, ctx, sessionId, unreadable }: FileWriteScope): FileReadScope {
  return { db: tx, ctx, sessionId, unreadable };
}
