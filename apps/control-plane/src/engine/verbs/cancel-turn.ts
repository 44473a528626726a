import { EverrunsError, TURN_TERMINAL, type SessionId, type Turn, type TurnId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { stopTurn } from '../decide/end-turn.ts';
import { dropQueued } from '../decide/drop-queued.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, type Work } from '../transact/transact.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { loadQueue } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import { loadPendingWork } from '../statements/pending-work.ts';
import { toTurn } from '../state/to-turn.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { LockedTurn } from '../state/rows.ts';

export interface CancelTurnInput {
  session_id: SessionId;
  turn_id: TurnId;
  idempotency: IdempotencyRequest | null;
}

/** Ends one turn; the queue continues. A turn that has already ended is returned unchanged. Throws `not_found`. */
export function cancelTurn(deps: EngineDeps, ctx: RequestContext, input: CancelTurnInput): Promise<Turn> {
  return idempotentTransact(deps, { ctx, ...input, status: 200 }, async (tx) => {
    const locked = await findLockedTurn(tx, input.turn_id);
    if (locked === null || locked.session.id !== input.session_id || locked.session.org_id !== ctx.org_id) {
      throw new EverrunsError('not_found', 'There is no such turn in this session.');
    }
    return cancelLocked(deps, tx, { ctx, locked });
  });
}

async function cancelLocked(
  deps: EngineDeps,
  tx: Tx,
  { ctx, locked }: { ctx: RequestContext; locked: LockedTurn },
): Promise<Work<Turn>> {
  const { session, turn } = locked;
  if (TURN_TERMINAL.has(turn.status)) return { result: toTurn(turn), change: null };
  const change = newChange(deps, session);
  if (turn.status === 'queued') {
    const queued = (await loadQueue(tx, session)).find((item) => item.turn.id === turn.id);
    if (queued === undefined) throw new Error(`turn ${turn.id} is queued without a message`);
    dropQueued(change, queued, { by: ctx.principal, reason: 'canceled' });
    return { result: toTurn(queued.turn), change };
  }
  stopTurn(change, turn, {
    end: { status: 'canceled', reason: 'canceled' },
    pending: await loadPendingWork(tx, session, turn),
  });
  return { result: toTurn(turn), change };
}
