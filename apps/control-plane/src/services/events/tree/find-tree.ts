import type { SessionId } from '@everruns/schemas';
import type { Database } from '../../../db/database.ts';
import type { RequestContext } from '../../../kernel/request-context.ts';
import { findForkPlace } from '../../../repositories/forks.ts';
import { listTreeChildren } from '../../../repositories/tree-children.ts';
import type { TreePlaces } from './tree-cursor.ts';
import type { TreePlace } from './tree-merge.ts';

export interface TreeStart {
  /** Where the reader is in each log that is known. */
  known: ReadonlyMap<SessionId, TreePlace>;
  /** The logs to read from the start, those above before those below. */
  open: readonly SessionId[];
  /** Up to here a fork's log is that of another session, whose sub-agents are not below the fork. 0 for any other. */
  forkedAt: number;
}

/** Finds the logs of a tree and a reader's places in them. `latest`: the reader wants what comes from now on. */
export async function findTree(
  db: Database,
  ctx: RequestContext,
  asked: { session_id: SessionId; places: TreePlaces; latest: number | null },
): Promise<TreeStart> {
  const { session_id, places, latest } = asked;
  const known = new Map<SessionId, TreePlace>([[session_id, { number: 0, sequence: latest ?? places.get(0) ?? 0 }]]);
  const open: SessionId[] = [session_id];
  const [children, forkedAt] = await Promise.all([
    listTreeChildren(db, ctx, session_id),
    findForkPlace(db, ctx, session_id),
  ]);
  for (const parent of open) {
    const { sequence } = known.get(parent) ?? { sequence: 0 };
    for (const { id, number, head, ...child } of children) {
      if (child.parent !== parent || known.has(id)) continue;
      const before = number === null ? 0 : (places.get(number) ?? 0);
      known.set(id, { number, sequence: latest === null ? before : head });
      if (child.spawned_at <= sequence) open.push(id);
    }
  }
  return { known, open, forkedAt };
}
