import {
  EverrunsError,
  outputMessageId,
  toolCallId,
  addUsage,
  type AtomOutcome,
  type AttemptToken,
  type EventDraft,
  type ToolCall,
  type ToolDefinition,
  type TurnId,
  type Usage,
} from '@everruns/schemas';
import type { SessionChange } from '../session-change.ts';
import type { AtomState, TurnState } from '../state.ts';
import { fenced, refOf } from './begin-atom.ts';
import { endTurn, type Surroundings } from './end-turn.ts';
import { advanceIteration, openNextReason, settleCall } from './record-call.ts';
import { addAtom, markProgress } from './turn-state.ts';

/** `repeated`: this very commit was recorded before. Throws `fenced` unless the token is the newest of the current segment. */
export function checkToken(turn: TurnState, atom: AtomState, token: AttemptToken): 'current' | 'repeated' {
  const mine = atom.attempt === token.attempt && atom.exec_id === token.exec_id && atom.segment === token.segment;
  if (atom.status === 'recorded' && mine) return 'repeated';
  if (atom.status !== 'begun' || !mine || turn.status !== 'running' || turn.segment !== token.segment) throw fenced();
  return 'current';
}

const REASON_TYPES = new Set([
  'context.compacting',
  'context.compacted',
  'llm.generation',
  'output.message.completed',
  'reason.completed',
]);
const ACT_TYPES = new Set(['tool.completed', 'file.written', 'file.deleted']);

/** A worker may write its own atom's events and nothing else. */
function appendDrafts(change: SessionChange, atom: AtomState, drafts: readonly EventDraft[]): void {
  const allowed = atom.kind === 'reason' ? REASON_TYPES : ACT_TYPES;
  const context = {
    turn_id: atom.turn_id as TurnId,
    ...(atom.exec_id === null ? {} : { exec_id: atom.exec_id as AttemptToken['exec_id'], attempt: atom.attempt }),
  };
  for (const draft of drafts) {
    if (!allowed.has(draft.type) || !belongsTo(atom, draft) || !isPast(change, draft)) {
      throw new EverrunsError('internal', `A ${atom.kind} atom may not record this ${draft.type}.`);
    }
    change.append(draft, context);
  }
}

function belongsTo(atom: AtomState, draft: EventDraft): boolean {
  if (draft.type === 'output.message.completed') {
    return draft.data.message.id === outputMessageId(refOf(atom)) && draft.data.message.session_id === atom.session_id;
  }
  if (draft.type === 'context.compacted') return draft.data.message.session_id === atom.session_id;
  if (draft.type === 'tool.completed') return draft.data.tool_call_id === atom.tool_call?.id;
  return true;
}

/** A summary stands for what is in the log already: one that reached further would hide what is yet to be said. */
function isPast(change: SessionChange, draft: EventDraft): boolean {
  if (draft.type !== 'context.compacted') return true;
  return draft.data.message.compaction.covered_through_sequence < change.session.next_sequence;
}

export interface ReasonCommitInput {
  turn: TurnState;
  atom: AtomState;
  events: readonly EventDraft[];
  calls: readonly ToolCall[];
  usage: Usage;
  tools: readonly ToolDefinition[];
  /** Read after the lock, only for a final answer. */
  around: Surroundings;
}

export interface Committed {
  outcome: AtomOutcome;
  /** Atoms that may begin now, in order. */
  due: AtomState[];
}

/** Records a generation: it ends the turn, opens its calls, or goes on because input came meanwhile. */
export function commitReason(change: SessionChange, input: ReasonCommitInput): Committed {
  const { turn, atom } = input;
  appendDrafts(change, atom, input.events);
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
    outcome.call_ordinals = atoms.filter((call) => call.status === 'open').map((call) => call.ordinal);
    outcome.wait_ordinals = atoms.filter((call) => call.status === 'waiting').map((call) => call.ordinal);
    return finish(atoms.filter((call) => call.status === 'open'));
  }
  if (change.session.unread_input > 0 && turn.iteration < turn.max_iterations)
    return finish([openNextReason(change, turn)]);
  outcome.done = true;
  endTurn(change, turn, { end: { status: 'completed' }, around: input.around });
  return finish([]);
}

function openCalls(change: SessionChange, turn: TurnState, input: ReasonCommitInput): AtomState[] {
  const context = { turn_id: turn.id as TurnId };
  const atoms = input.calls.map((call, index) => {
    const definition = input.tools.find((tool) => tool.name === call.name);
    const atom = addAtom(change, turn, { kind: 'act', ordinal: index });
    atom.tool_call = { ...call, ordinal: index, id: toolCallId(refOf(input.atom), index) };
    atom.effect = definition?.effect ?? 'read';
    atom.policy = definition?.policy ?? 'auto';
    // Unreadable arguments never reach a client: the executor answers them.
    atom.status = atom.policy === 'auto' || call.arguments_error !== undefined ? 'open' : 'waiting';
    return atom;
  });
  const waiting = atoms.filter((atom) => atom.status === 'waiting');
  turn.call_count = atoms.length;
  turn.open_calls = atoms.length;
  turn.open_waits = waiting.length;
  turn.failed_calls = 0;
  markProgress(turn, change.now);
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
  return atoms;
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
  settleCall(change, { turn, atom }, input.ok);
  markProgress(turn, change.now);
  const next = advanceIteration(change, turn);
  return { outcome: { kind: 'act', ok: input.ok }, due: next === null ? [] : [next] };
}
