import type { SessionId, OrganizationId, TurnId } from '@everruns/schemas';
import type { WaitForCallsRequest, WaitForCallsResponse } from '@everruns/internal-protocol';
import { withRetry } from '../../db/transaction.ts';
import { runSql } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import type { AtomState } from '../state/rows.ts';
import { loadCalls } from '../statements/load.ts';

const MAX_WAIT_MS = 60_000;
/** The hub's events are only hints, so the state is read again after this long without one. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Answers when any of the calls stops waiting, when the segment is over, or in time; at once if no call waits for its client, because
 * people take long. The answer has every open call of the iteration.
 * Throws `fenced` for a token that is no attempt of the turn.
 */
export async function waitForCalls(
  deps: EngineDeps,
  { signal }: ProcessContext,
  input: WaitForCallsRequest,
): Promise<WaitForCallsResponse> {
  const until = deps.clock.now() + Math.min(input.timeout_ms, MAX_WAIT_MS);
  for (;;) {
    const { answer, sessionId, isForClient } = await withRetry(() => look(deps, input));
    const left = until - deps.clock.now();
    if (
      !isForClient ||
      answer.status === 'ended' ||
      answer.open.length < input.ordinals.length ||
      left <= 0 ||
      signal?.aborted === true
    )
      return answer;
    await nextChange(deps, { sessionId, waitMs: Math.min(left, LOOK_AGAIN_MS), signal });
  }
}

interface AskedTurn {
  org_id: OrganizationId;
  id: TurnId;
  session_id: SessionId;
  status: string;
  segment: number;
}

/** Selects the turn if the token is one of its attempts. */
const ASKED_TURN = `select t.org_id, t.id, t.session_id, t.status, t.segment
  from turns t join atoms a on a.turn_id = t.id and (a.org_id = t.org_id) is true
  where t.id = $1 and a.iteration = $2 and a.kind = $3 and a.ordinal = $4
    and a.attempt = $5 and a.exec_id = $6 and a.segment = $7 and a.session_id = $8`;

async function look(
  deps: EngineDeps,
  request: WaitForCallsRequest,
): Promise<{ answer: WaitForCallsResponse; sessionId: SessionId; isForClient: boolean }> {
  const { token } = request;
  if (token === undefined || token.atom.turn_id !== request.turn_id) throw fenced();
  const { atom, attempt, exec_id, segment, session_id } = token;
  const values = [atom.turn_id, atom.iteration, atom.kind, atom.ordinal, attempt, exec_id, segment, session_id];
  const [turn] = await runSql<AskedTurn>(deps.db, ASKED_TURN, values);
  if (turn === undefined) throw fenced();
  const sessionId = turn.session_id;
  if (turn.status !== 'running' || turn.segment !== request.segment) {
    return { answer: { status: 'ended', runnable: [], open: [] }, sessionId, isForClient: false };
  }
  const calls = await loadCalls(deps.db, turn, request.iteration);
  const open = calls.filter(({ status }) => status === 'waiting');
  const runnable = calls.filter(({ status, ordinal }) => status === 'open' && request.ordinals.includes(ordinal));
  const ordinalsOf = (atoms: readonly AtomState[]) => atoms.map(({ ordinal }) => ordinal);
  const answer = { status: 'waited' as const, runnable: ordinalsOf(runnable), open: ordinalsOf(open) };
  return { answer, sessionId, isForClient: open.some(({ policy }) => policy === 'client_side') };
}

function nextChange(
  deps: EngineDeps,
  wait: { sessionId: SessionId; waitMs: number; signal: AbortSignal | null },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      wait.signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, wait.waitMs);
    const stop = deps.hub.watchSession(wait.sessionId, done);
    wait.signal?.addEventListener('abort', done, { once: true });
  });
}
