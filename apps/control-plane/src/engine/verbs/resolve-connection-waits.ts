import type { OrganizationId, WaitId } from '@everruns/schemas';
import { advanceIteration, recordCall, type Call } from '../decide/record-call.ts';
import { markProgress } from '../decide/turn-state.ts';
import { endWait, releaseCall, resumeAfterWaits, type WaitEnd } from '../decide/waits.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { SessionChange } from '../state/session-change.ts';
import { findConnectionWaits, type ConnectionOf } from '../statements/connection-waits.ts';
import { loadOpenCalls } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import { findWait } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';

/** Whose waits for a login at which server. Null: those of all subjects. */
type WaitsFor = Omit<ConnectionOf, 'subject'> & { subject: string | null; by: string };

/**
 * Lets the calls run again that wait for a login of this subject at this server, each in a transaction of its own. Repeating it does no harm.
 * Returns how many there were.
 */
export async function resolveConnectionWaits(deps: EngineDeps, _ctx: ProcessContext, input: WaitsFor): Promise<number> {
  const end = { status: 'resolved', resolution: { decision: 'approve' }, by: input.by } as const;
  return endAll(deps, input, { end, settle: releaseCall });
}

const GONE = 'The MCP server of this call was deleted while the call waited for a login, so it was not run.';

/** Answers the calls of all subjects that wait for a login at a server which is gone with an error. Otherwise as `resolveConnectionWaits`. */
export async function refuseConnectionWaits(
  deps: EngineDeps,
  _ctx: ProcessContext,
  { by, ...server }: Omit<WaitsFor, 'subject'>,
): Promise<number> {
  const end = { status: 'resolved', resolution: { decision: 'deny', reason: GONE }, by } as const;
  return endAll(deps, { ...server, subject: null }, { end, settle: refuseCall });
}

function refuseCall(change: SessionChange, call: Call): void {
  recordCall(change, call, { error: GONE });
  advanceIteration(change, call.turn);
}

interface Ending {
  end: WaitEnd;
  settle: (change: SessionChange, call: Call) => void;
}

async function endAll(
  deps: EngineDeps,
  wanted: Parameters<typeof findConnectionWaits>[1],
  ending: Ending,
): Promise<number> {
  const waits = await findConnectionWaits(deps.db, wanted);
  let ended = 0;
  for (const { wait_id } of waits) if (await endOne(deps, { org_id: wanted.org_id, wait_id }, ending)) ended += 1;
  return ended;
}

function endOne(
  deps: EngineDeps,
  { org_id, wait_id }: { org_id: OrganizationId; wait_id: WaitId },
  { end, settle }: Ending,
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
    endWait(change, { turn, wait }, end);
    settle(change, { turn, atom });
    markProgress(turn, change.now);
    resumeAfterWaits(change, turn, [atom]);
    return { result: true, change };
  });
}
