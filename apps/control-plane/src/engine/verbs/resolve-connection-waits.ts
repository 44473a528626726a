import type { WaitId } from '@everruns/schemas';
import { markProgress } from '../decide/turn-state.ts';
import { endWait, releaseCall, resumeAfterWaits } from '../decide/waits.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { findConnectionWaits, type ConnectionOf } from '../statements/connection-waits.ts';
import { loadOpenCalls } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import { findWait } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';

/**
 * Lets the calls run again that wait for a login of this subject at this server, each in a transaction of its own. Repeating it does no harm.
 * Returns how many there were.
 */
export async function resolveConnectionWaits(
  deps: EngineDeps,
  _ctx: ProcessContext,
  input: ConnectionOf & { by: string },
): Promise<number> {
  const waits = await findConnectionWaits(deps.db, input);
  let released = 0;
  for (const { wait_id } of waits) if (await release(deps, { ...input, wait_id })) released += 1;
  return released;
}

function release(
  deps: EngineDeps,
  { org_id, wait_id, by }: ConnectionOf & { wait_id: WaitId; by: string },
): Promise<boolean> {
  return transact(deps, async (tx) => {
    const found = await findWait(tx, org_id, wait_id);
    const locked = found === null ? null : await findLockedTurn(tx, found.turn_id);
    // Read again, now that the session is locked.
    const wait = locked === null ? null : await findWait(tx, org_id, wait_id);
    if (locked === null || wait?.status !== 'open' || locked.turn.ended_at !== null)
      return { result: false, change: null };
    const { turn } = locked;
    const atom = (await loadOpenCalls(tx, turn)).find(
      ({ iteration, ordinal, status }) =>
        iteration === wait.iteration && ordinal === wait.ordinal && status === 'waiting',
    );
    if (atom === undefined) return { result: false, change: null };
    const change = newChange(deps, locked.session);
    endWait(change, { turn, wait }, { status: 'resolved', resolution: { decision: 'approve' }, by });
    releaseCall(change, { turn, atom });
    markProgress(turn, change.now);
    resumeAfterWaits(change, turn, [atom]);
    return { result: true, change };
  });
}
