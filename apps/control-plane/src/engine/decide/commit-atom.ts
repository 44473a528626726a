import type { CallResult } from '@everruns/internal-protocol';
import {
  toolCallId,
  addUsage,
  type AtomOutcome,
  type AttemptToken,
  type EventDraft,
  type ToolCall,
  type ToolDefinition,
  type Usage,
} from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import type { SubagentPlan } from '../state/subagent-plan.ts';
import { appendDrafts } from './append-drafts.ts';
import { fenced, refOf } from './begin-atom.ts';
import type { CallPolicy } from './call-policy.ts';
import { endTurn, type PendingWork, type TurnEnd } from './end-turn.ts';
import { advanceIteration, openNextReason, recordCall, settleCall } from './record-call.ts';
import { recordResults, refuseForeignCalls } from './record-results.ts';
import { openSubagent } from './subagents.ts';
import { foreignSourceOf, taintByCall, taintBySearch } from './taint.ts';
import { addAtom, markProgress, noteStatus } from './turn-state.ts';
import { endOfText, openWait, toWaitRequest } from './waits.ts';

/** Whether the token is the atom's newest attempt, whether that is running or over. */
export function holdsAttempt(atom: AtomState, token: AttemptToken): boolean {
  const isBegin = atom.attempt === token.attempt && atom.exec_id === token.exec_id;
  return isBegin && atom.segment === token.segment && atom.session_id === token.session_id;
}

/** `repeated`: this very commit was recorded before. Throws `fenced` unless the token is the newest of the current segment. */
export function checkToken(turn: TurnState, atom: AtomState, token: AttemptToken): 'current' | 'repeated' {
  const mine = holdsAttempt(atom, token);
  if (atom.status === 'recorded' && mine) return 'repeated';
  if (atom.status !== 'begun' || !mine || turn.status !== 'running' || turn.segment !== token.segment) throw fenced();
  return 'current';
}

export interface ReasonCommitInput {
  turn: TurnState;
  atom: AtomState;
  events: readonly EventDraft[];
  calls: readonly ToolCall[];
  usage: Usage;
  /** Results of the calls to immediate tools. */
  results: readonly CallResult[];
  tools: readonly ToolDefinition[];
  /** The policy of each call, in their order. */
  policies: readonly CallPolicy[];
  /** Of the calls that would start a sub-agent, by ordinal. */
  subagents: ReadonlyMap<number, SubagentPlan>;
  /** Read after the lock, only if the turn ends or may end. */
  pending: PendingWork;
  /** How the turn ends in place of its next step. Null: nothing forbids it. */
  stop: TurnEnd | null;
  /** How the turn ends if this is its last answer. */
  end: TurnEnd;
  /** The answer brings content from the web, which taints the session. */
  isForeign: boolean;
}

export interface Committed {
  outcome: AtomOutcome;
  /** Atoms that may begin now, in order. */
  due: AtomState[];
}

/** Records a generation. It ends the turn, opens its calls, or continues the turn because input arrived meanwhile. */
export function commitReason(change: SessionChange, input: ReasonCommitInput): Committed {
  const { turn, atom } = input;
  appendDrafts(change, atom, input.events);
  if (input.isForeign) taintBySearch(change, turn.id);
  turn.usage = addUsage(turn.usage, input.usage);
  change.session.usage = addUsage(change.session.usage, input.usage);
  markProgress(turn, change.now);
  change.saveTurn(turn);
  const outcome = {
    kind: 'reason' as const,
    done: false,
    call_ordinals: [] as number[],
    wait_ordinals: [] as number[],
  };
  const finish = (due: AtomState[]): Committed => {
    Object.assign(atom, { status: 'recorded', outcome, recorded_at: change.now });
    change.saveAtom(atom);
    change.closedAtoms.push(atom);
    return { outcome, due };
  };
  if (input.calls.length > 0) {
    const atoms = openCalls(change, turn, input);
    refuseForeignCalls(change, { turn, atoms, tools: input.tools });
    refuseSubagents(change, { turn, atoms }, input.subagents);
    recordResults(change, { turn, atoms, tools: input.tools, results: input.results });
    if (input.stop !== null) {
      const openCalls = atoms.filter(({ status }) => status !== 'recorded');
      outcome.done = true;
      endTurn(change, turn, { end: input.stop, pending: { ...input.pending, openCalls } });
      return finish([]);
    }
    const next = advanceIteration(change, turn);
    outcome.call_ordinals = atoms.filter((call) => call.status === 'open').map((call) => call.ordinal);
    outcome.wait_ordinals = atoms.filter((call) => call.status === 'waiting').map((call) => call.ordinal);
    return finish(next === null ? atoms.filter((call) => call.status === 'open') : [next]);
  }
  if (change.session.unread_input > 0 && turn.iteration < turn.max_iterations && input.stop === null)
    return finish([openNextReason(change, turn)]);
  outcome.done = true;
  turn.output_sequence = findOutput(change);
  endTurn(change, turn, { end: input.end, pending: input.pending });
  return finish([]);
}

/** The place of the answer's value in the log, if it had to have one. */
function findOutput({ events }: SessionChange): number | null {
  const hasValue = ({ type, data }: SessionChange['events'][number]): boolean =>
    type === 'output.message.completed' && typeof data === 'object' && data !== null && 'parsed' in data;
  return events.find(hasValue)?.sequence ?? null;
}

function openCalls(change: SessionChange, turn: TurnState, input: ReasonCommitInput): AtomState[] {
  const context = { turn_id: turn.id };
  const atoms = input.calls.map((call, index) => {
    const definition = input.tools.find((tool) => tool.name === call.name);
    const atom = addAtom(change, turn, { kind: 'act', ordinal: index });
    atom.tool_call = { ...call, ordinal: index, id: toolCallId(refOf(input.atom), index) };
    atom.effect = definition?.effect ?? 'read';
    atom.foreign_source = foreignSourceOf(definition, call);
    const { policy, waits } = input.policies[index] ?? { policy: 'auto', waits: false };
    atom.policy = policy;
    atom.resumable = definition?.hints?.resumable === true;
    const isSpawn = input.subagents.get(index)?.kind === 'spawn';
    // Unreadable arguments never reach a client or a person: the executor answers them.
    atom.status = (waits || isSpawn) && call.arguments_error === undefined ? 'waiting' : 'open';
    return atom;
  });
  const waiting = atoms.filter((atom) => atom.status === 'waiting');
  turn.call_count = atoms.length;
  turn.open_calls = atoms.length;
  turn.open_waits = waiting.length;
  turn.open_children = waiting.filter((atom) => planOf(atom, input) !== null).length;
  turn.failed_calls = 0;
  markProgress(turn, change.now);
  noteStatus(change, turn);
  turn.malformed_calls += input.calls.filter((call) => call.arguments_error !== undefined).length;
  const names = atoms.flatMap(({ tool_call }) =>
    tool_call === null ? [] : [{ id: tool_call.id, name: tool_call.name }],
  );
  change.append({ type: 'act.started', data: { iteration: turn.iteration, tool_calls: names } }, context);
  const requested = waiting.flatMap(({ tool_call, policy }) =>
    tool_call === null || policy !== 'client_side'
      ? []
      : [{ id: tool_call.id, name: tool_call.name, arguments: tool_call.arguments }],
  );
  if (requested.length > 0) change.append({ type: 'tool.call_requested', data: { tool_calls: requested } }, context);
  if (input.stop === null && waiting.length > 0) openWaits(change, input, waiting);
  return atoms;
}

function openWaits(change: SessionChange, input: ReasonCommitInput, waiting: readonly AtomState[]): void {
  const { turn, tools, events } = input;
  const said = endOfText(events.map(textOf).join(''));
  for (const atom of waiting) {
    const definition = tools.find(({ name }) => name === atom.tool_call?.name);
    const request = toWaitRequest(atom, definition, said);
    const plan = planOf(atom, input);
    const kind = atom.policy === 'client_side' ? 'client_tool' : 'approval';
    if (plan === null) openWait(change, { turn, atom }, { kind, request });
    else openSubagent(change, { turn, atom }, { request, plan });
  }
}

/** The sub-agent that a waiting call starts. Null: a person or its client comes first. */
function planOf({ ordinal }: AtomState, { subagents, policies }: ReasonCommitInput) {
  const plan = subagents.get(ordinal);
  return plan?.kind === 'spawn' && policies[ordinal]?.waits !== true ? plan : null;
}

/** Calls whose sub-agent cannot be started get the reason as their result, and no attempt. */
function refuseSubagents(
  change: SessionChange,
  { turn, atoms }: { turn: TurnState; atoms: readonly AtomState[] },
  subagents: ReasonCommitInput['subagents'],
): void {
  for (const atom of atoms) {
    const plan = subagents.get(atom.ordinal);
    if (plan?.kind === 'refused' && atom.status === 'open') recordCall(change, { turn, atom }, { error: plan.error });
  }
}

function textOf(draft: EventDraft): string {
  if (draft.type !== 'output.message.completed') return '';
  return draft.data.message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export interface ActCommitInput {
  turn: TurnState;
  atom: AtomState;
  events: readonly EventDraft[];
  ok: boolean;
}

/** Records a call's result; the last one of the iteration makes the next Reason due. */
export function commitAct(change: SessionChange, input: ActCommitInput): Committed {
  const { turn, atom } = input;
  appendDrafts(change, atom, input.events);
  taintByCall(change, atom);
  settleCall(change, { turn, atom }, input.ok);
  markProgress(turn, change.now);
  const next = advanceIteration(change, turn);
  return { outcome: { kind: 'act', ok: input.ok }, due: next === null ? [] : [next] };
}
