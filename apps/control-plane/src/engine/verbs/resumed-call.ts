import { omitUndefined } from '@everruns/kernel';
import type { BegunAtom } from '@everruns/internal-protocol';
import type { JsonObject } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { advanceIteration, recordCall } from '../decide/record-call.ts';
import { openSubagent } from '../decide/subagents.ts';
import { holdCall, openWait, toWaitRequest } from '../decide/waits.ts';
import type { AtomRows, AtomState } from '../state/rows.ts';
import type { WaitState } from '../state/wait-row.ts';
import type { SessionChange } from '../state/session-change.ts';
import { loadWaitsOfCall } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { judgeCalls } from './judge-calls.ts';
import { planSubagents } from './plan-subagents.ts';

/** What an attempt of a call gets beside the call as the model made it. */
export type CallToRun = Pick<BegunAtom, 'call' | 'resumed' | 'is_edited'>;

/** Whether waits may say something about the call: others are begun without reading them. */
export const mayHaveWaited = ({ policy, suspended }: AtomState): boolean =>
  policy === 'requires_approval' || suspended > 0;

/**
 * Returns the call as it may run, with the arguments that a person approved. Null: it does not run now, because nobody has approved it, or
 * because it waits for the sub-agent that it starts.
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
  if (await beginSubagent(deps, db, { locked, change, args: edited ?? call.arguments })) return null;
  const runs = edited === undefined ? { call } : { call: { ...call, arguments: edited }, is_edited: true };
  return { ...runs, ...omitUndefined({ resumed: toResumed(waits[0]) }) };
}

interface ApprovedCall {
  locked: AtomRows;
  change: SessionChange;
  args: JsonObject;
}

/** An approved call that starts a sub-agent waits for it from here on. False for every other call. */
async function beginSubagent(deps: EngineDeps, db: Database, { locked, change, args }: ApprovedCall): Promise<boolean> {
  const { session, turn, atom } = locked;
  if (atom.tool_call === null || atom.tool_call.arguments_error !== undefined) return false;
  const tools = await deps.agents.resolveTools(db, turn, session);
  const calls = [{ ...atom.tool_call, arguments: args }];
  const plan = (await planSubagents(deps, db, { session, turn, calls, tools })).get(0);
  if (plan === undefined) return false;
  if (plan.kind === 'refused') {
    recordCall(change, { turn, atom }, { error: plan.error });
    advanceIteration(change, turn);
    return true;
  }
  const definition = tools.find(({ name }) => name === atom.tool_call?.name);
  const request = { ...toWaitRequest(atom, definition), arguments: args };
  openSubagent(change, { turn, atom }, { request, plan });
  turn.open_children += 1;
  holdCall(change, { turn, atom });
  return true;
}

const isApproval = ({ kind, status, resolution }: WaitState): boolean =>
  kind === 'approval' && status === 'resolved' && resolution?.decision === 'approve';

function toResumed(newest: WaitState | undefined): BegunAtom['resumed'] {
  if (newest?.resolution === undefined || newest.resolution === null) return undefined;
  const { kind, state, resolution } = newest;
  return { kind, resolution, ...(state === null ? {} : { state }) };
}
