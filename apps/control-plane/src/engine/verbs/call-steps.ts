import type { CallStep, ListStepsRequest, RecordStepRequest } from '@everruns/internal-protocol';
import type { ProcessContext } from '../ports/process-context.ts';
import { findRunningCall } from '../statements/call-attempt.ts';
import { loadSteps, writeStep } from '../statements/call-steps.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

/** Returns what earlier attempts of a call have recorded. Throws `fenced` unless the attempt runs it. */
export async function listSteps(
  { db }: EngineDeps,
  _ctx: ProcessContext,
  { token }: ListStepsRequest,
): Promise<CallStep[]> {
  const { org_id } = await findRunningCall(db, token);
  return loadSteps(db, org_id, token.atom);
}

/** Records a step before its tool goes on. Throws `fenced`, `conflict` and `payload_too_large`. */
export function recordStep(
  { db }: EngineDeps,
  _ctx: ProcessContext,
  { token, step }: RecordStepRequest,
): Promise<void> {
  return writeStep(db, token, step);
}
