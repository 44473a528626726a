import { addUsage, LIMITS, RECORDED_EVENTS, type JsonValue, type RecordedEventData } from '@everruns/schemas';
import type { Tx } from '../../../db/database.ts';
import { advanceIteration, recordCall, type CallAnswer } from '../../decide/record-call.ts';
import { nameChild } from '../../decide/subagents.ts';
import { taintByChild } from '../../decide/taint.ts';
import { markProgress } from '../../decide/turn-state.ts';
import { endWait, resumeAfterWaits } from '../../decide/waits.ts';
import type { NewDelivery, Refusal } from '../../state/delivery.ts';
import type { LockedTurn } from '../../state/rows.ts';
import type { SessionChange } from '../../state/session-change.ts';
import type { WaitState } from '../../state/wait-row.ts';
import { markChildEnded } from '../../statements/deliveries.ts';
import { loadOpenCalls, type MessageRow } from '../../statements/load.ts';
import { findLockedTurn } from '../../statements/lock.ts';
import { findEndOfTurn, findTurnOf, findUsageOfDeleted, type UnlockedTurn } from '../../statements/subagents.ts';
import { findWait } from '../../statements/waits.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import { newChange } from '../../transact/transact.ts';
import { usageOf } from '../parts/limits-of.ts';
import { changed, DONE, type Handled } from './handled.ts';

type EndedDelivery = Extract<NewDelivery, { kind: 'ended' }>;

/** How a sub-agent ended, as its caller gets it. */
interface ChildEnd {
  answer: CallAnswer;
  event: { type: 'completed'; child_sequence: number } | { type: 'failed'; data: FailedData };
  /** Null: it never began. */
  child: UnlockedTurn | null;
}
type FailedData = Omit<RecordedEventData<'subagent.failed'>, 'session_id' | 'turn_id' | 'parent_tool_call_id'>;

/** Records the result of a call whose sub-agent has ended, once. Whether the call still waits is decided under the lock of its session. */
export async function takeEnd(deps: EngineDeps, tx: Tx, { org_id, payload }: EndedDelivery): Promise<Handled> {
  const found = await findWait(tx, org_id, payload.wait_id);
  const locked = found === null ? null : await findLockedTurn(tx, found.turn_id);
  if (found === null || locked === null) return DONE;
  await deps.onMoment?.('ended:locked');
  const end = await findEnd(tx, found, payload.refused ?? null);
  // A delivery of the past: the turn that counts still runs.
  if (end === null) return DONE;
  await markChildEnded(tx, found);
  // Read again, now that the session is locked.
  const wait = await findWait(tx, org_id, payload.wait_id);
  const atom = (await loadOpenCalls(tx, locked.turn)).find(
    ({ iteration, ordinal, status }) =>
      iteration === found.iteration && ordinal === found.ordinal && status === 'waiting',
  );
  if (wait?.status !== 'open' || atom === undefined) return DONE;
  const change = newChange(deps, locked.session);
  const { turn } = locked;
  endWait(change, { turn, wait }, { status: 'resolved', resolution: { decision: 'answer' }, by: 'sub-agent' });
  tellEnd(change, wait, end);
  recordCall(change, { turn, atom }, end.answer);
  await inherit(deps, tx, { change, locked, end, wait });
  markProgress(turn, change.now);
  advanceIteration(change, turn);
  resumeAfterWaits(change, turn, [atom]);
  return changed(change);
}

async function findEnd(tx: Tx, wait: WaitState, refused: Refusal | null): Promise<ChildEnd | null> {
  if (refused !== null) return failed(refused, null);
  const { org_id, child_session_id: session_id, child_turn_id: turn_id } = wait;
  if (session_id === null || turn_id === null) return null;
  const child = await findTurnOf(tx, org_id, turn_id);
  if (child === null) return failed(DELETED, null);
  if (child.turn.ended_at === null) return null;
  const { end, message } = await findEndOfTurn(tx, { org_id, session_id, turn_id });
  const child_sequence = end?.sequence;
  const { status, error_code, error_message } = child.turn;
  if (status === 'completed' && child_sequence !== undefined) {
    const result = message === undefined ? '' : resultOf(message);
    return { answer: { result: boundResult(result, session_id) }, event: { type: 'completed', child_sequence }, child };
  }
  const place = child_sequence === undefined ? {} : { child_sequence };
  if (status === 'canceled')
    return failed({ reason: 'canceled', error: 'The sub-agent was stopped before it had a result.', ...place }, child);
  const code = error_code === null ? {} : { error_code };
  return failed({ reason: 'failed', error: `The sub-agent failed: ${error_message ?? ''}`, ...code, ...place }, child);
}

const DELETED: FailedData = { reason: 'deleted', error: 'The session of the sub-agent was deleted.' };
const failed = (data: FailedData, child: UnlockedTurn | null): ChildEnd => ({
  answer: { error: data.error },
  event: { type: 'failed', data },
  child,
});

/** The value, if the answer had to fit a schema, or the text. */
function resultOf({ data }: MessageRow): JsonValue {
  const { parsed, message } = RECORDED_EVENTS['output.message.completed'].parse(data);
  return parsed ?? textOf(message.content);
}

const textOf = (content: readonly { type: string; text?: string }[]): string =>
  content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');

/** The model gets at most as much as of any other result. */
function boundResult(result: JsonValue, sessionId: string): JsonValue {
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  if (Buffer.byteLength(text) <= LIMITS.toolResultBytes) return result;
  const kept = Buffer.from(text)
    .subarray(0, LIMITS.toolResultBytes)
    .toString()
    .replace(/\uFFFD$/, '');
  return `${kept}\n[Cut here: the whole answer is in the session ${sessionId}.]`;
}

function tellEnd(change: SessionChange, wait: WaitState, { event }: ChildEnd): void {
  const child = nameChild(wait);
  const context = { turn_id: wait.turn_id };
  if (event.type === 'completed')
    change.append({ type: 'subagent.completed', data: { ...child, child_sequence: event.child_sequence } }, context);
  else change.append({ type: 'subagent.failed', data: { ...child, ...event.data } }, context);
}

/** What the sub-agent has read and used comes to its caller with the result. */
async function inherit(
  deps: EngineDeps,
  tx: Tx,
  {
    change,
    locked,
    end: { child },
    wait,
  }: { change: SessionChange; locked: LockedTurn; end: ChildEnd; wait: WaitState },
): Promise<void> {
  const { session, turn } = locked;
  const used = child === null ? await findUsageOfDeleted(tx, wait) : usageOf(child.turn);
  if (used !== null) {
    turn.children_usage = turn.children_usage === null ? used : addUsage(turn.children_usage, used);
    change.saveTurn(turn);
  }
  if (child === null) return;
  const { taint } = child.session;
  const agent = { org_id: session.org_id, agent_id: session.agent_id, version: turn.agent_version };
  if (taint === null || (await deps.agents.ignoresTaint(tx, agent))) return;
  taintByChild(change, taint, wait.turn_id);
}
