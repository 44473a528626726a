import { outputMessageId, type AttemptToken, type MessageId } from '@everruns/schemas';
import type { EndSegmentRequest, EndSegmentResponse } from '@everruns/internal-protocol';
import type { Tx } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import { checkToken, holdsAttempt } from '../decide/commit-atom.ts';
import { endTurn } from '../decide/end-turn.ts';
import { boundWords } from '../decide/record-attempt.ts';
import { delayed } from '../decide/turn-state.ts';
import { parkTurn } from '../decide/park-turn.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact, type Work } from '../transact/transact.ts';
import { loadOpenCalls } from '../statements/load.ts';
import { addMissingWaits } from './expire-wait.ts';
import { lockAtom } from '../statements/lock.ts';
import { loadPendingWork } from '../statements/pending-work.ts';
import type { AtomState, AtomRows, TurnState } from '../state/rows.ts';

type Failed = Extract<EndSegmentRequest['end'], { kind: 'failed' }>;
type Parked = Extract<EndSegmentRequest['end'], { kind: 'parked' }>;

interface Ending<End> {
  locked: AtomRows;
  token: AttemptToken;
  end: End;
}

/**
 * Fails or parks the turn. The token has to be an attempt of it. A park is refused when a call that it waits for is no longer open. Throws
 * `fenced`, also for an end that contradicts the rows.
 */
export function endSegment(
  deps: EngineDeps,
  _ctx: ProcessContext,
  input: EndSegmentRequest,
): Promise<EndSegmentResponse> {
  return transact(deps, async (tx) => {
    const { token, end } = input;
    if (token === undefined || token.atom.turn_id !== input.turn_id) throw fenced();
    const locked = await lockAtom(tx, token.atom);
    await deps.onMoment?.('park:locked');
    const { turn, atom } = locked;
    if (!holdsAttempt(atom, token) || turn.segment !== input.segment) throw fenced();
    if (end.kind === 'parked' && turn.status === 'waiting') return { result: { status: 'ended' }, change: null };
    if (turn.status !== 'running') throw fenced();
    return end.kind === 'failed' ? fail(deps, tx, { locked, token, end }) : park(deps, tx, { locked, token, end });
  });
}

async function fail(deps: EngineDeps, tx: Tx, ending: Ending<Failed>): Promise<Work<EndSegmentResponse>> {
  const { locked, end } = ending;
  const { session, turn } = locked;
  const gaveUp = findAttemptThatGaveUp(ending);
  const change = newChange(deps, session);
  if (end.detail !== undefined)
    deps.log.warn({ turn_id: turn.id, code: end.code, detail: end.detail }, 'A turn failed.');
  if (gaveUp !== null) {
    const names = await deps.modelNames.of(tx, turn, session);
    const data = {
      iteration: turn.iteration,
      ...names,
      success: false,
      has_tool_calls: false,
      tool_call_count: 0,
      error: end.code,
    };
    change.append({ type: 'reason.completed', data }, { turn_id: turn.id });
  }
  const messageId = gaveUp === null ? (deps.newId() as MessageId) : outputMessageId(gaveUp.atom);
  const failure = { code: end.code, message: end.message, providerMessage: wordsOf(end) };
  endTurn(change, turn, {
    end: { status: 'failed', ...failure, messageId, attempt: gaveUp?.attempt },
    pending: await loadPendingWork(tx, session, turn),
  });
  return { result: { status: 'ended' }, change };
}

function wordsOf({ provider_message: said }: Failed): string | undefined {
  return said === undefined ? undefined : boundWords(said);
}

/** The running generation that fails the turn. Null when the turn has no iteration left, which needs no attempt. */
function findAttemptThatGaveUp({ locked: { turn, atom }, token, end }: Ending<Failed>): AttemptToken | null {
  if (end.code === 'max_iterations') {
    if (turn.iteration <= turn.max_iterations || turn.open_calls > 0) throw fenced();
    return null;
  }
  if (checkToken(turn, atom, token) === 'repeated') throw fenced();
  return atom.kind === 'reason' ? token : null;
}

async function park(deps: EngineDeps, tx: Tx, { locked, end }: Ending<Parked>): Promise<Work<EndSegmentResponse>> {
  const { session, turn, atom } = locked;
  const calls = end.wait_ordinals.length === 0 ? [] : await loadOpenCalls(tx, turn);
  if (end.wait_ordinals.length === 0) checkRetryLater(turn, atom, end);
  else if (!doOnlyWait(calls, end)) return { result: { status: 'refused' }, change: null };
  const change = newChange(deps, session);
  const kinds = calls.length === 0 ? [] : await addMissingWaits(deps, tx, { change, locked, calls });
  parkTurn(change, turn, {
    iteration: end.iteration,
    ordinals: calls.map(({ ordinal }) => ordinal),
    kinds,
    wakeAt: wakeTimeOf(end, change.now),
  });
  return { result: { status: 'ended' }, change };
}

/** Workers of version 0.1.0 send a time of their own clock. */
function wakeTimeOf({ wake_after_ms, wake_at_ms }: Parked, now: Date): Date | null {
  if (wake_after_ms === undefined && wake_at_ms === undefined) return null;
  return delayed(now, wake_after_ms ?? Number(wake_at_ms) - now.getTime());
}

/** Throws `fenced` unless the atom's last failure belongs to this segment: no other attempt may postpone the retry. */
function checkRetryLater(turn: TurnState, atom: AtomState, { wake_after_ms, wake_at_ms }: Parked): void {
  const hasFailed = atom.status === 'open' && atom.failures > 0 && atom.segment === turn.segment;
  if (!hasFailed || (wake_after_ms ?? wake_at_ms) === undefined) throw fenced();
}

/** Whether all calls of the park still wait, and no other call can run. */
function doOnlyWait(calls: readonly AtomState[], { iteration, wait_ordinals }: Parked): boolean {
  const waiting = new Set(calls.filter((call) => call.status === 'waiting').map((call) => call.ordinal));
  const areOfIteration = calls.every((call) => call.iteration === iteration);
  return areOfIteration && waiting.size === calls.length && wait_ordinals.every((ordinal) => waiting.has(ordinal));
}
