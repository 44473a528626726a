import { childSessionId, childTurnId, type RecordedEventData, type WaitRequest } from '@everruns/schemas';
import { deliveryOfWait } from '../state/delivery.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { TurnState } from '../state/rows.ts';
import type { SubagentPlan } from '../state/subagent-plan.ts';
import type { WaitState } from '../state/wait-row.ts';
import { refOf } from './begin-atom.ts';
import type { Call } from './record-call.ts';
import { openWait } from './waits.ts';

export interface Spawn {
  request: WaitRequest;
  plan: Extract<SubagentPlan, { kind: 'spawn' }>;
}

/** Makes a call wait for a sub-agent, which a delivery starts. The caller makes its atom wait, and counts it in `open_children`. */
export function openSubagent(change: SessionChange, { turn, atom }: Call, { request, plan }: Spawn): void {
  const { session } = change;
  const session_id = childSessionId(refOf(atom));
  const child = { session_id, turn_id: childTurnId(session_id) };
  const { agent, agent_id, label } = plan;
  const named = { agent, agent_id, ...(label === undefined ? {} : { agent_label: label }) };
  const wait = openWait(
    change,
    { turn, atom },
    { kind: 'subagent', request: { ...request, subagent: { ...named, ...child } } },
  );
  session.has_children = true;
  const data = { ...child, parent_tool_call_id: request.tool_call_id, agent_id, agent };
  const { sequence } = change.append({ type: 'subagent.spawned', data }, { turn_id: turn.id });
  // Readers of the tree begin with the sub-agent's log after this event.
  wait.state = { spawned_at: sequence };
  const pair = { org_id: session.org_id, from_session: session.id, to_session: session_id };
  change.deliveries.push(deliveryOfWait({ ...pair, kind: 'spawn', wait_id: wait.id }));
}

/** The parent is told of the end of the turn that its call waits for. */
export function tellParent({ session, deliveries }: SessionChange, turn: TurnState): void {
  const { parent_wait_id: wait_id, ancestors } = session;
  const parent = ancestors?.at(-1);
  if (wait_id === null || parent === undefined || turn.id !== childTurnId(session.id)) return;
  const pair = { org_id: session.org_id, from_session: session.id, to_session: parent };
  deliveries.push(deliveryOfWait({ ...pair, kind: 'ended', wait_id }));
}

/** The fields of an event that name a sub-agent. */
export function nameChild({
  asked,
}: WaitState): Pick<RecordedEventData<'subagent.failed'>, 'session_id' | 'turn_id' | 'parent_tool_call_id'> {
  const { subagent, tool_call_id } = asked;
  if (subagent === undefined) throw new Error('a wait for a sub-agent names it');
  return { session_id: subagent.session_id, turn_id: subagent.turn_id, parent_tool_call_id: tool_call_id };
}
