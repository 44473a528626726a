import { omitUndefined } from '@everruns/kernel';
import type { JsonValue, ToolDefinition, WaitId, WaitKind, WaitRequest, WaitResolution } from '@everruns/schemas';
import { deliveryOfWait } from '../state/delivery.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import type { WaitState } from '../state/wait-row.ts';
import type { Call } from './record-call.ts';
import { resumeTurn } from './resume-turn.ts';
import { noteStatus } from './turn-state.ts';

/** How long people and clients have. Expiry never approves. */
const WAIT_MS = 7 * 24 * 60 * 60 * 1_000;
/** A sub-agent has the greatest age of a turn. */
const SUBAGENT_WAIT_MS = 30 * 24 * 60 * 60 * 1_000;
/** The most characters of the model's text that a person sees beside a request. */
const SAID_CHARACTERS = 2_000;
/** The kinds that a person decides. */
const OF_PEOPLE: ReadonlySet<WaitKind> = new Set(['approval', 'question', 'connection']);

export const isOfPeople = (kind: WaitKind): boolean => OF_PEOPLE.has(kind);

export interface NewWait {
  kind: WaitKind;
  request: WaitRequest;
  state?: JsonValue | undefined;
}

/** Opens a wait of a call, whose atom the caller makes wait. */
export function openWait(change: SessionChange, { turn, atom }: Call, { kind, request, state }: NewWait): WaitState {
  const { session, now } = change;
  const wait: WaitState = {
    org_id: turn.org_id,
    id: change.newId() as WaitId,
    session_id: session.id,
    root_session_id: session.ancestors?.[0] ?? session.id,
    agent_id: session.agent_id,
    turn_id: turn.id,
    iteration: atom.iteration,
    ordinal: atom.ordinal,
    kind,
    status: 'open',
    subject: session.subject,
    asked: request,
    state: state ?? null,
    resolution: null,
    claimed_by: null,
    resolved_by: null,
    created_at: now,
    expires_at: new Date(now.getTime() + (kind === 'subagent' ? SUBAGENT_WAIT_MS : WAIT_MS)),
    resolved_at: null,
    child_session_id: request.subagent?.session_id ?? null,
    child_turn_id: request.subagent?.turn_id ?? null,
  };
  change.newWaits.push(wait);
  if (kind !== 'subagent') tellAncestors(change, wait);
  if (isOfPeople(kind)) {
    const { tool_call_id, tool: name, question, connection } = request;
    const asked = omitUndefined({ question, connection });
    const data = {
      approval_id: wait.id,
      kind,
      tool_call_id,
      name,
      ...asked,
      expires_at: wait.expires_at.toISOString(),
    };
    change.append({ type: 'approval.requested', data }, { turn_id: turn.id });
  }
  return wait;
}

/** What a wait asks: the call as the model made it, with what is known of its tool. */
export function toWaitRequest(
  { tool_call, effect }: AtomState,
  definition: ToolDefinition | undefined,
  more: Pick<WaitRequest, 'said' | 'question' | 'connection' | 'subagent'> = {},
): WaitRequest {
  if (tool_call === null) throw new Error('only a tool call waits');
  const { id, name, arguments: args } = tool_call;
  const { description, hints, capability_id } = definition ?? {};
  return {
    tool_call_id: id,
    tool: name,
    arguments: args,
    effect: effect ?? 'read',
    ...(description === undefined ? {} : { description }),
    ...(hints === undefined ? {} : { hints }),
    ...(capability_id === undefined ? {} : { capability_id }),
    ...more,
  };
}

/** The end of a text, for the person who decides. */
export function endOfText(text: string): { said?: string } {
  const said = text.trim().slice(-SAID_CHARACTERS).toWellFormed();
  return said === '' ? {} : { said };
}

/** How a wait ends, and who ended it. */
export type WaitEnd =
  | { status: 'resolved'; resolution: WaitResolution; by: string }
  | { status: 'expired' }
  | { status: 'canceled' };

/** Ends a wait and tells it. The caller records the call's result or makes its atom run. */
export function endWait(
  change: SessionChange,
  { turn, wait }: { turn: TurnState; wait: WaitState },
  end: WaitEnd,
): void {
  const { id: approval_id, kind, asked, turn_id } = wait;
  wait.status = end.status;
  wait.resolved_at = change.now;
  if (end.status === 'resolved') Object.assign(wait, { resolution: end.resolution, resolved_by: end.by });
  change.endedWaits.push(wait);
  if (kind === 'subagent') leaveChild(change, { turn, wait }, end);
  if (!isOfPeople(kind)) return;
  const { tool_call_id } = asked;
  const said = end.status === 'resolved' ? { ...end.resolution, by: end.by } : { decision: end.status };
  change.append({ type: 'approval.resolved', data: { approval_id, kind, tool_call_id, ...said } }, { turn_id });
}

/** A turn no longer waits for a sub-agent. One that did not end by itself is ended by a delivery. */
function leaveChild(change: SessionChange, { turn, wait }: { turn: TurnState; wait: WaitState }, end: WaitEnd): void {
  const { asked, child_session_id, child_turn_id } = wait;
  turn.open_children = Math.max(0, turn.open_children - 1);
  change.saveTurn(turn);
  if (end.status === 'resolved' || child_session_id === null || child_turn_id === null) return;
  const child = { session_id: child_session_id, turn_id: child_turn_id, parent_tool_call_id: asked.tool_call_id };
  const { status: reason } = end;
  const data = { ...child, reason, error: LEFT[reason] };
  change.append({ type: 'subagent.failed', data }, { turn_id: turn.id });
  const pair = { org_id: wait.org_id, from_session: wait.session_id, to_session: child_session_id };
  change.deliveries.push(deliveryOfWait({ ...pair, kind: 'cancel', wait_id: wait.id }));
}

const LEFT = {
  canceled: 'The turn that waited for the sub-agent ended first.',
  expired: 'The sub-agent did not end in time.',
};

/** Sessions above a sub-agent are told that it waits for somebody: each by one delivery for all waits of this change. */
function tellAncestors({ session, deliveries }: SessionChange, { org_id, id }: WaitState): void {
  for (const to_session of session.ancestors ?? []) {
    const known = deliveries.find((one) => one.kind === 'suspended' && one.to_session === to_session);
    if (known?.kind === 'suspended') known.payload.wait_ids.push(id);
    else
      deliveries.push({
        org_id,
        kind: 'suspended',
        key: `suspended:${id}:${to_session}`,
        from_session: session.id,
        to_session,
        payload: { wait_ids: [id] },
      });
  }
}

/** A call that waited may run. */
export function releaseCall(change: SessionChange, { turn, atom }: Call): void {
  atom.status = 'open';
  turn.open_waits -= 1;
  change.saveAtom(atom);
  change.saveTurn(turn);
  noteStatus(change, turn);
}

/** A call that runs or may run waits from here on. An attempt that runs is given back: it counts neither as lost nor as run. */
export function holdCall(change: SessionChange, { turn, atom }: Call): void {
  if (atom.status === 'begun') atom.suspended += 1;
  atom.status = 'waiting';
  turn.open_waits += 1;
  change.saveAtom(atom);
  change.saveTurn(turn);
  noteStatus(change, turn);
}

/**
 * Resumes a parked turn after waits were resolved, if a call may run now or none is open. Otherwise it stays parked for the rest, so that
 * many waits cost few segments.
 */
export function resumeAfterWaits(change: SessionChange, turn: TurnState, resolved: readonly AtomState[]): void {
  if (turn.status !== 'waiting') return;
  if (turn.open_calls === 0 || resolved.some(({ status }) => status === 'open')) return resumeTurn(change, turn);
  const isResolved = (place: { iteration: number; ordinal: number }): boolean =>
    resolved.some(({ iteration, ordinal }) => iteration === place.iteration && ordinal === place.ordinal);
  turn.waiting_for = turn.waiting_for?.filter((place) => !isResolved(place)) ?? null;
  change.saveTurn(turn);
}
