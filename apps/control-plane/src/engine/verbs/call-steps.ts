import type { CallStep, ListStepsRequest, RecordStepRequest } from '@everruns/internal-protocol';
import { EverrunsError } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import { checkToken } from '../decide/commit-atom.ts';
import { findBrokenLimit, type BrokenLimit } from '../decide/turn-budget.ts';
import { markProgress } from '../decide/turn-state.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { findRunningCall } from '../statements/call-attempt.ts';
import { hasResult, loadSteps, writeStep } from '../statements/call-steps.ts';
import { lockAtom } from '../statements/lock.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact, type Work } from '../transact/transact.ts';
import { limitsOf, usageOf } from './parts/limits-of.ts';
import { recordPaid } from './record-paid.ts';

/** Returns what earlier attempts of a call have recorded. Throws `fenced` unless the attempt runs it. */
export async function listSteps(
  { db }: EngineDeps,
  _ctx: ProcessContext,
  { token }: ListStepsRequest,
): Promise<CallStep[]> {
  const { org_id } = await findRunningCall(db, token);
  return loadSteps(db, org_id, token.atom);
}

/**
 * Records a step before its tool goes on. Throws `fenced`, `conflict`, `payload_too_large`, and `limit_reached` where the turn has used up what
 * it may cost: what was paid is recorded even then.
 */
export async function recordStep(deps: EngineDeps, _ctx: ProcessContext, input: RecordStepRequest): Promise<void> {
  const { token, step, paid = [] } = input;
  if (paid.length === 0) return writeStep(deps.db, token, step);
  const broken = await transact(deps, (tx) => writePaidStep(deps, tx, { token, step, paid }));
  if (broken !== null) throw new EverrunsError('limit_reached', broken.message);
}

/** A generation is written into the log under the session's lock, in the same transaction as the step that paid for it, and so once. */
async function writePaidStep(
  deps: EngineDeps,
  tx: Tx,
  { token, step, paid }: Required<RecordStepRequest>,
): Promise<Work<BrokenLimit | null>> {
  const locked = await lockAtom(tx, token.atom);
  const { session, turn, atom } = locked;
  if (checkToken(turn, atom, token) === 'repeated') throw fenced();
  const isRepeated = await hasResult(tx, session.org_id, { ...token.atom, name: step.name });
  await writeStep(tx, token, step);
  const change = isRepeated ? null : newChange(deps, session);
  if (change !== null) {
    await recordPaid(deps, tx, { change, locked, paid });
    markProgress(turn, change.now);
    change.saveTurn(turn);
  }
  return { result: findBrokenLimit(await limitsOf(deps, tx, { turn, session }), usageOf(turn)), change };
}
