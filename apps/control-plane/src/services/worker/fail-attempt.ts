import type { FailAttemptRequest } from '@everruns/internal-protocol';
import { checkToken } from '../../turns/decide/commit-atom.ts';
import { newChange, transact, type EngineDeps } from '../../turns/engine.ts';
import { lockAtom } from '../../turns/statements/lock.ts';

/** The attempt ended without an outcome: the atom is open again, and the turn counts as alive until the announced delay is over. */
export function failAttempt(deps: EngineDeps, request: FailAttemptRequest): Promise<void> {
  return transact(deps, async (tx) => {
    const { session, turn, atom } = await lockAtom(tx, request.token.atom);
    const mine = atom.attempt === request.token.attempt && atom.exec_id === request.token.exec_id;
    if (atom.status === 'open' && mine) return { result: undefined, change: null };
    if (checkToken(turn, atom, request.token) === 'repeated') return { result: undefined, change: null };
    const change = newChange(deps, session);
    atom.status = 'open';
    atom.failures += 1;
    turn.progress_at = new Date(change.now.getTime() + Math.max(0, request.retry_after_ms));
    change.saveAtom(atom);
    change.saveTurn(turn);
    deps.log.warn(
      { turn_id: turn.id, class: request.retry_class, detail: request.detail, retry_after_ms: request.retry_after_ms },
      'attempt failed',
    );
    return { result: undefined, change };
  });
}
