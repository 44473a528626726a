import type { GetTurnContextRequest, TurnContextResponse } from '@everruns/internal-protocol';
import { omitUndefined } from '@everruns/kernel';
import { isEverrunsError, type ErrorCode, type Message, type MessageId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { decideBegin, fenced, grantAttempt, takeSteers } from '../decide/begin-atom.ts';
import { endTurn } from '../decide/end-turn.ts';
import { recordLoss } from '../decide/record-attempt.ts';
import { advanceIteration, recordCall } from '../decide/record-call.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, tokenOf, transactFromMemory, type Work } from '../transact/transact.ts';
import { messagesAfter, toConversation } from '../state/conversation.ts';
import type { RowSource } from '../memory/row-source.ts';
import type { SessionChange } from '../state/session-change.ts';
import { hasRecordedStep } from '../statements/call-steps.ts';
import { loadMessages, loadSteers } from '../statements/load.ts';
import { loadPendingWork } from '../statements/pending-work.ts';
import { toMessage } from '../state/to-message.ts';
import { askBetween, pinTools, recordUnavailable } from './pin-tools.ts';
import { findCallToRun } from './resumed-call.ts';
import { recordedOutcome, toBegunAtom, withoutApiKey, type BegunContext } from './begun-atom.ts';
import type { AtomRows } from '../state/rows.ts';

/**
 * Errors with which a turn can never begin; their messages are written for people. With every other error the turn waits and is tried again
 * (E26).
 */
const NEVER_BEGINS: ReadonlySet<ErrorCode> = new Set(['no_model', 'not_found']);

const POISONED =
  'This turn was stopped: the same step was begun three times and never came to an end. Send the message again, or report it.';

/**
 * Begin: creates the attempt, or returns the recorded outcome. Throws `fenced` when a newer segment
 * owns the turn. The same `exec_id` gets the same token, so a lost answer does no harm.
 */
export async function getTurnContext(
  deps: EngineDeps,
  ctx: ProcessContext,
  input: GetTurnContextRequest,
): Promise<TurnContextResponse> {
  const session_id = deps.memory.findSessionId(input.atom.turn_id);
  const asked = { request: input, claimFor: ctx.claimFor };
  const answer = await askBetween(() =>
    transactFromMemory(deps, { sessionId: session_id }, (rows) => beginOrEnd(deps, rows, asked)),
  );
  if (answer === null) throw fenced();
  return answer;
}

interface Asked extends Pick<ProcessContext, 'claimFor'> {
  request: GetTurnContextRequest;
}

/** A turn that can never begin ends here with the reason, and the caller is fenced. */
async function beginOrEnd(deps: EngineDeps, rows: RowSource, asked: Asked): Promise<Work<TurnContextResponse | null>> {
  try {
    return await begin(deps, rows, asked);
  } catch (error) {
    if (!rows.isLocked || !isEverrunsError(error) || !NEVER_BEGINS.has(error.code)) throw error;
    const { code, message } = error;
    const locked = await rows.atom(asked.request.atom);
    return failTurn(deps, rows.db, { change: newChange(deps, locked.session), locked, code, message });
  }
}

interface Failing {
  change: SessionChange;
  locked: AtomRows;
  code: ErrorCode;
  message: string;
}

async function failTurn(
  deps: EngineDeps,
  db: Database,
  { change, locked: { session, turn }, code, message }: Failing,
): Promise<Work<null>> {
  const end = { status: 'failed' as const, code, message, messageId: deps.newId() as MessageId };
  endTurn(change, turn, { end, pending: await loadPendingWork(db, session, turn) });
  return { result: null, change };
}

async function begin(
  deps: EngineDeps,
  rows: RowSource,
  { request, claimFor }: Asked,
): Promise<Work<TurnContextResponse | null>> {
  const { db } = rows;
  const locked = await rows.atom(request.atom);
  if (rows.isLocked) await deps.onMoment?.('begin:locked');
  const { session, turn, atom } = locked;
  if (atom.kind === 'act' && atom.lost > 0 && (await hasRecordedStep(db, session.org_id, atom))) atom.lost = 0;
  const decision = decideBegin(turn, atom, { segment: request.segment, execId: request.exec_id });
  if (claimFor !== null) checkClaim(locked, request.segment, claimFor);
  const change = newChange(deps, session);
  if (decision.kind === 'recorded') {
    if (claimFor !== null) claim(change, locked, claimFor);
    return { result: recorded(locked, request.segment), change: change.isEmpty() ? null : change };
  }
  if (decision.kind === 'waiting') return { result: { status: 'waiting' }, change: null };
  const isLost = decision.kind !== 'repeated' && atom.status === 'begun';
  // Heartbeats are written past the memory, so the time of silence is known under the lock only.
  if (isLost && !rows.isLocked) throw fenced();
  if (isLost) recordLoss(change, locked, { names: await deps.modelNames.of(db, turn, session), to: claimFor });
  if (decision.kind === 'outcome_unknown') {
    recordCall(
      change,
      { turn, atom },
      {
        error: 'The outcome of this call is unknown: verify before repeating it.',
        outcome_unknown: true,
      },
    );
    advanceIteration(change, turn);
    return { result: recorded(locked, request.segment), change };
  }
  if (decision.kind === 'poisoned') return failTurn(deps, db, { change, locked, code: 'internal', message: POISONED });
  const toRun = atom.kind === 'act' ? await findCallToRun(deps, db, { locked, change }) : {};
  if (toRun === null)
    return { result: atom.outcome === null ? { status: 'waiting' } : recorded(locked, request.segment), change };
  const tools = await pinTools(deps, db, locked);
  const context = await loadContext(deps, rows, { locked, request, change });
  if (decision.kind === 'grant') {
    if (claimFor !== null) claim(change, locked, claimFor);
    const names = await deps.modelNames.of(db, turn, session);
    const { lostBefore } = decision;
    grantAttempt(change, { turn, atom, execId: request.exec_id, lostBefore, call: toRun.call, ...names });
    recordUnavailable(change, turn, tools);
  }
  const headSequence = atom.kind === 'act' ? request.have_sequence : session.next_sequence - 1;
  const result: TurnContextResponse = {
    status: 'begun',
    begun: toBegunAtom(turn, atom, { ...context, ...toRun, headSequence, nowMs: change.now.getTime() }),
  };
  return { result, change: change.isEmpty() ? null : change };
}

/** The current segment also gets the token: it needs an attempt to end the segment, and there is nothing left to begin. */
function recorded({ turn, atom }: AtomRows, segment: number): TurnContextResponse {
  const answer = { status: 'recorded' as const, outcome: recordedOutcome(atom) };
  const isOurs = turn.status === 'running' && turn.segment === segment;
  return isOurs && atom.exec_id !== null && atom.segment !== null ? { ...answer, token: tokenOf(atom) } : answer;
}

/** A claim deletes the outbox row, so a late claim must not delete the row of a newer segment. */
function checkClaim({ turn }: AtomRows, segment: number, processId: string): void {
  if (turn.status !== 'running' || turn.segment !== segment) throw fenced();
  if (turn.claimed_segment === turn.segment && turn.claimed_by !== processId) throw fenced();
}

function claim(change: SessionChange, { turn }: AtomRows, processId: string): void {
  turn.claimed_by = processId;
  turn.claimed_segment = turn.segment;
  turn.progress_at = change.now;
  change.saveTurn(turn);
  change.claimed = turn;
}

interface ContextInput {
  locked: AtomRows;
  request: GetTurnContextRequest;
  change: SessionChange;
}

/** A Reason gets every message above the ones it has and takes the unread steers; an Act gets its call. */
async function loadContext(
  deps: EngineDeps,
  rows: RowSource,
  { locked, request, change }: ContextInput,
): Promise<Pick<BegunContext, 'messages' | 'agent'>> {
  const { session, turn, atom } = locked;
  const { db } = rows;
  const agent = (await mustSendAgent(deps, rows, { locked, request }))
    ? await deps.agents.resolveRuntimeAgent(db, turn, session)
    : undefined;
  if (agent !== undefined) deps.modelNames.remember(turn, agent.model);
  if (atom.kind === 'act') {
    const given = agent === undefined || asksModel(deps, atom) ? agent : withoutApiKey(agent);
    return { messages: [], ...omitUndefined({ agent: given }) };
  }
  const before = await loadConversation(rows, { locked, request, change });
  if (session.unread_input > 0) takeSteers(change, turn, await loadSteers(db, turn));
  const steered = change.events.flatMap((event) => toMessage(event) ?? []);
  return { messages: [...before, ...steered], ...omitUndefined({ agent }) };
}

function asksModel({ agents }: EngineDeps, { tool_call }: AtomRows['atom']): boolean {
  return tool_call !== null && agents.asksModel(tool_call.name);
}

/**
 * The agent is sent to an executor that does not have it, and before a generation for which it may have changed: after a failure, and after
 * a fallback.
 */
async function mustSendAgent(
  deps: EngineDeps,
  { db }: RowSource,
  { locked: { session, turn, atom }, request }: Omit<ContextInput, 'change'>,
): Promise<boolean> {
  if (request.have_sequence === 0) return true;
  // The agent that its executor has may be one without a key, from the call of another tool.
  if (atom.kind === 'act') return asksModel(deps, atom);
  return atom.attempt > 0 || deps.agents.hasFallenBack(db, turn, session);
}

async function loadConversation(rows: RowSource, { locked, request, change }: ContextInput): Promise<Message[]> {
  if (rows.conversation !== null) return messagesAfter(rows.conversation, request.have_sequence);
  const messages = await loadMessages(rows.db, locked.session, request.have_sequence);
  if (request.have_sequence === 0) change.conversation = toConversation(messages, locked.session.next_sequence - 1);
  return messages;
}
