import { omitUndefined } from '@everruns/kernel';
import type { BegunAtom } from '@everruns/internal-protocol';
import type { Database } from '../../db/database.ts';
import { holdCall, openWait, toWaitRequest } from '../decide/waits.ts';
import type { AtomRows, AtomState } from '../state/rows.ts';
import type { WaitState } from '../state/wait-row.ts';
import type { SessionChange } from '../state/session-change.ts';
import { loadWaitsOfCall } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { judgeCalls } from './judge-calls.ts';

/** What an attempt of a call gets beside the call as the model made it. */
export type CallToRun = Pick<BegunAtom, 'call' | 'resumed' | 'is_edited'>;

/** Whether waits may say something about the call: others are begun without reading them. */
export const mayHaveWaited = ({ policy, suspended }: AtomState): boolean =>
  policy === 'requires_approval' || suspended > 0;

/**
 * Returns the call as it may run, with the arguments that a person approved. Null: nobody has approved it, or the rule that did is gone;
 * then it waits from here on.
 */
export async function findCallToRun(
  deps: EngineDeps,
  db: Database,
  { locked, change }: { locked: AtomRows; change: SessionChange },
): Promise<CallToRun | null> {
  const { session, turn, atom } = locked;
  const call = atom.tool_call;
  if (call === null) throw new Error('an act atom has its call');
  if (!mayHaveWaited(atom)) return { call };
  const waits = await loadWaitsOfCall(db, atom);
  const approval = waits.find(isApproval);
  if (atom.policy === 'requires_approval' && approval === undefined && call.arguments_error === undefined) {
    const { tools, policies } = await judgeCalls(deps, db, { session, turn, calls: [call] });
    if (policies[0]?.waits !== false) {
      const definition = tools.find(({ name }) => name === call.name);
      openWait(change, { turn, atom }, { kind: 'approval', request: toWaitRequest(atom, definition) });
      holdCall(change, { turn, atom });
      return null;
    }
  }
  const edited = approval?.resolution?.edited_arguments;
  const runs = edited === undefined ? { call } : { call: { ...call, arguments: edited }, is_edited: true };
  return { ...runs, ...omitUndefined({ resumed: toResumed(waits[0]) }) };
}

const isApproval = ({ kind, status, resolution }: WaitState): boolean =>
  kind === 'approval' && status === 'resolved' && resolution?.decision === 'approve';

function toResumed(newest: WaitState | undefined): BegunAtom['resumed'] {
  if (newest?.resolution === undefined || newest.resolution === null) return undefined;
  const { kind, state, resolution } = newest;
  return { kind, resolution, ...(state === null ? {} : { state }) };
}
