import type { FailAttemptRequest } from '@everruns/internal-protocol';
import { omitUndefined } from '@everruns/kernel';
import type { Tx } from '../../db/database.ts';
import { delayed } from '../decide/turn-state.ts';
import { checkToken, holdsAttempt } from '../decide/commit-atom.ts';
import { boundWords, recordFailure } from '../decide/record-attempt.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import type { SessionChange } from '../state/session-change.ts';
import { recordPaid } from './record-paid.ts';
import { lockAtom } from '../statements/lock.ts';
import type { AtomRows } from '../state/rows.ts';

/**
 * Records that an attempt ended without an outcome. The atom is open again, and the turn counts as
 * alive until the announced delay is over. With `fall_back` the turn continues with its agent's
 * fallback model; if that was deleted meanwhile, this is an ordinary failure.
 */
export function failAttempt(deps: EngineDeps, _ctx: ProcessContext, input: FailAttemptRequest): Promise<void> {
  return transact(deps, async (tx) => {
    const locked = await lockAtom(tx, input.token.atom);
    const { session, turn, atom } = locked;
    if (atom.status === 'open' && holdsAttempt(atom, input.token)) return { result: undefined, change: null };
    if (checkToken(turn, atom, input.token) === 'repeated') return { result: undefined, change: null };
    const change = newChange(deps, session);
    atom.status = 'open';
    atom.failures += 1;
    // Answers that were paid before the failure are in the log, and count.
    await recordPaid(deps, tx, { change, locked, paid: input.paid ?? [] });
    if (input.released !== true) await record(deps, tx, { change, locked, request: input });
    turn.progress_at = delayed(change.now, input.retry_after_ms);
    if (input.fall_back === true) await fallBack(deps, tx, { change, locked, request: input });
    change.saveAtom(atom);
    change.saveTurn(turn);
    deps.log.warn(
      { turn_id: turn.id, class: input.retry_class, detail: input.detail, retry_after_ms: input.retry_after_ms },
      'An attempt failed.',
    );
    return { result: undefined, change };
  });
}

interface Failing {
  change: SessionChange;
  locked: AtomRows;
  request: FailAttemptRequest;
}

async function record(deps: EngineDeps, tx: Tx, { change, locked, request }: Failing): Promise<void> {
  const { session, turn, atom } = locked;
  const { retry_class: cause, retry_after_ms, http_status, provider_message } = request;
  const names = await deps.modelNames.of(tx, turn, session);
  const words = provider_message === undefined ? undefined : boundWords(provider_message);
  recordFailure(change, atom, {
    cause,
    names,
    ...omitUndefined({
      http_status,
      provider_message: words,
      // The fallback model is asked at once, so there is no wait to tell of.
      retry_after_ms: request.fall_back === true ? undefined : retry_after_ms,
    }),
  });
}

/** Makes the fallback model the choice of the turn, with a fresh count of attempts. */
async function fallBack(deps: EngineDeps, tx: Tx, { change, locked, request }: Failing): Promise<void> {
  const { session, turn, atom } = locked;
  const from = await deps.modelNames.of(tx, turn, session);
  const to = await deps.agents.resolveFallback(tx, turn, session);
  if (to === null) return;
  turn.controls = { ...turn.controls, model_id: to.id };
  atom.failures = 0;
  const names = { model: to.model, provider: to.provider_type };
  change.append(
    { type: 'reason.fallback', data: { iteration: atom.iteration, cause: request.retry_class, from, to: names } },
    { turn_id: turn.id },
  );
}
