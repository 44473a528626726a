import type { SessionId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import {
  BEFORE_ALL,
  findRecentlyLeft,
  findSearchMark,
  findUnindexed,
  putSearchMark,
  type SearchMark,
} from '../../repositories/unindexed-sessions.ts';

export interface LookInput {
  signal: AbortSignal;
  /** How many sessions one statement looks at. */
  page: number;
  /** Makes these searchable before it returns. */
  catchUp: (ids: readonly SessionId[]) => Promise<void>;
}

/**
 * Looks for sessions whose messages a process that died has left unsearchable. The first look goes through all sessions, once for all processes, and
 * goes on where it was interrupted. Later ones read what has changed since the last look, and one page of all sessions, so that their cost does not
 * grow with the sessions and nothing is left for ever.
 */
export async function lookForLeft(db: Database, input: LookInput): Promise<void> {
  const { mark, now } = await findSearchMark(db);
  const through =
    mark.through === null ? await lookAtAll(db, mark, input) : await lookAtRecent(db, mark.through, input);
  if (!through) return;
  const after = mark.through === null ? BEFORE_ALL : await lookAtPage(db, mark.after, input);
  if (!input.signal.aborted) await putSearchMark(db, { through: now, after: after ?? BEFORE_ALL });
}

/** Returns whether it came to the end. */
async function lookAtAll(db: Database, mark: SearchMark, input: LookInput): Promise<boolean> {
  let after: SessionId | null = mark.after;
  while (after !== null && !input.signal.aborted) {
    after = await lookAtPage(db, after, input);
    if (after !== null && !input.signal.aborted) await putSearchMark(db, { through: null, after });
  }
  return after === null;
}

async function lookAtRecent(db: Database, since: string, { signal, page, catchUp }: LookInput): Promise<boolean> {
  let afterId: SessionId | undefined = BEFORE_ALL;
  while (afterId !== undefined && !signal.aborted) {
    const ids: SessionId[] = await findRecentlyLeft(db, { since, afterId, count: page });
    await catchUp(ids);
    afterId = ids.length < page ? undefined : ids.at(-1);
  }
  return afterId === undefined;
}

/** Returns the last session of the page. Null: it was the last page. */
async function lookAtPage(db: Database, after: SessionId, { page, catchUp }: LookInput): Promise<SessionId | null> {
  const { last_id, read, behind } = await findUnindexed(db, after, page);
  await catchUp(behind);
  return read < page ? null : last_id;
}
