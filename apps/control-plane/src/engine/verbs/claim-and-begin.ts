import { setImmediate as nextRound } from 'node:timers/promises';
import type { BegunAtom } from '@everruns/internal-protocol';
import { isEverrunsError, type Message, type RuntimeAgent } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { withRetry } from '../../db/transaction.ts';
import { grantAttempt } from '../decide/begin-atom.ts';
import { toConversation, type Conversation } from '../state/conversation.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import type { DispatchedSegment, ExecutionSlot } from '../ports/runner.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import { loadMessages } from '../statements/load.ts';
import { recordUnavailable } from './pin-tools.ts';
import { toBegunAtom } from './begun-atom.ts';

/** The first step of a turn, begun by the transaction that starts the turn. */
export interface FirstStep {
  turn: TurnState;
  atom: AtomState;
  agent: RuntimeAgent;
  /** The sequence of the last event that the first step reads. */
  headSequence: number;
}

/**
 * Claims a starting turn for this process and begins it, in place of writing its outbox row. Null for a turn that cannot begin (no model),
 * or whose servers have to be asked for their tools first: it is dispatched, and a later Begin reports the reason or asks.
 */
export async function beginAtOnce(
  deps: EngineDeps,
  db: Database,
  { change, turn, processId }: { change: SessionChange; turn: TurnState; processId: string },
): Promise<FirstStep | null> {
  const atom = [...change.newAtoms.values()].find((one) => one.turn_id === turn.id);
  const tools = await deps.agents.findTurnTools(db, turn, change.session);
  if (tools.kind === 'unknown') return null;
  if (tools.kind === 'listed') turn.tool_list = tools.hash;
  const agent = await resolveAgent(deps, db, { change, turn });
  if (agent === null || atom === undefined) return null;
  deps.modelNames.remember(turn, agent.model);
  change.claimAtOnce(turn, processId);
  const names = { model: agent.model.model, provider: agent.model.provider_type };
  grantAttempt(change, { turn, atom, execId: deps.newId(), lostBefore: false, ...names });
  recordUnavailable(change, turn, tools);
  return { turn, atom, agent, headSequence: change.session.next_sequence - 1 };
}

async function resolveAgent(
  deps: EngineDeps,
  db: Database,
  { change, turn }: { change: SessionChange; turn: TurnState },
): Promise<RuntimeAgent | null> {
  try {
    return await deps.agents.resolveRuntimeAgent(db, turn, change.session);
  } catch (error) {
    if (isEverrunsError(error)) return null;
    throw error;
  }
}

/** The answer to a first step, asked for while the commit that begins the step is on its way to the disk. */
export interface EarlyFirstStep {
  first: FirstStep;
  begun: BegunAtom;
  giveUp: (next?: BegunAtom) => void;
}

/** Null if the conversation would have to be read first. */
export function askFirstStepEarly(
  deps: EngineDeps,
  slot: ExecutionSlot,
  { first, conversation }: { first: FirstStep; conversation: Conversation | null },
): EarlyFirstStep | null {
  const { turn, atom, agent, headSequence } = first;
  if (conversation === null) return null;
  const messages = conversation.messages.filter(({ sequence = 0 }) => sequence <= headSequence);
  const begun = toBegunAtom(turn, atom, { agent, messages, headSequence, nowMs: deps.clock.now() });
  return { first, begun, giveUp: slot.askEarly(toSegment(turn), begun) };
}

/** Called after the commit. The log up to here can no longer change, so the conversation is read after the client has its answer. */
export function runFirstStep(
  deps: EngineDeps,
  slot: ExecutionSlot,
  { first, early }: { first: FirstStep; early: EarlyFirstStep | null },
): void {
  const { turn, atom, agent, headSequence } = first;
  const isEarly = early?.first === first;
  slot.run(toSegment(turn), async () => {
    if (isEarly) return early.begun;
    const messages = await readConversation(deps, turn, headSequence);
    const begun = toBegunAtom(turn, atom, { agent, messages, headSequence, nowMs: deps.clock.now() });
    // The step was decided again, so it is another one.
    early?.giveUp(begun);
    return begun;
  });
}

function toSegment(turn: TurnState): DispatchedSegment {
  return {
    org_id: turn.org_id,
    turn_id: turn.id,
    session_id: turn.session_id,
    segment: turn.segment,
    start_iteration: turn.iteration,
    max_iterations: turn.max_iterations,
  };
}

async function readConversation(deps: EngineDeps, turn: TurnState, headSequence: number): Promise<Message[]> {
  const isWithin = ({ sequence = 0 }: Message): boolean => sequence <= headSequence;
  const known = deps.memory.find(turn.session_id)?.conversation ?? null;
  if (known !== null && known.throughSequence >= headSequence) {
    // Lets the commit's events be sent first, because the model's answer begins in this same process.
    await nextRound();
    return known.messages.filter(isWithin);
  }
  const session = { org_id: turn.org_id, id: turn.session_id };
  const messages = (await withRetry(() => loadMessages(deps.db, session, 0))).filter(isWithin);
  const conversation = toConversation(messages, headSequence);
  if (conversation !== null) deps.memory.addConversation(turn.session_id, conversation);
  return messages;
}
