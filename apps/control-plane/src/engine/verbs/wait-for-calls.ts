import type { SessionId } from '@everruns/schemas';
import type { CallOptions, WaitForCallsRequest, WaitForCallsResponse } from '@everruns/internal-protocol';
import { withRetry } from '../../db/transaction.ts';
import { runSql } from '../../db/database.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { loadCalls } from '../statements/load.ts';

const MAX_WAIT_MS = 60_000;
/** The hub's word is a hint: without one, look again after this long. */
const LOOK_AGAIN_MS = 2_000;

/** Answers when any of the calls stops waiting, when the segment is over, or in time. */
export async function waitForCalls(
  deps: EngineDeps,
  request: WaitForCallsRequest,
  options: CallOptions = {},
): Promise<WaitForCallsResponse> {
  const until = deps.clock.now() + Math.min(request.timeout_ms, MAX_WAIT_MS);
  for (;;) {
    const { answer, sessionId } = await withRetry(() => look(deps, request));
    const left = until - deps.clock.now();
    if (
      answer.status === 'ended' ||
      answer.open.length < request.ordinals.length ||
      left <= 0 ||
      options.signal?.aborted === true
    )
      return answer;
    await nextChange(deps, { sessionId, waitMs: Math.min(left, LOOK_AGAIN_MS), signal: options.signal });
  }
}

async function look(
  deps: EngineDeps,
  request: WaitForCallsRequest,
): Promise<{ answer: WaitForCallsResponse; sessionId: SessionId }> {
  const [turn] = await runSql<{ org_id: string; id: string; session_id: SessionId; status: string; segment: number }>(
    deps.db,
    'select org_id, id, session_id, status, segment from turns where id = $1',
    [request.turn_id],
  );
  const sessionId = turn?.session_id ?? ('' as SessionId);
  if (turn === undefined || turn.status !== 'running' || turn.segment !== request.segment) {
    return { answer: { status: 'ended', runnable: [], open: [] }, sessionId };
  }
  const calls = (await loadCalls(deps.db, turn, request.iteration)).filter((call) =>
    request.ordinals.includes(call.ordinal),
  );
  const ordinals = (status: string) => calls.filter((call) => call.status === status).map((call) => call.ordinal);
  return { answer: { status: 'waited', runnable: ordinals('open'), open: ordinals('waiting') }, sessionId };
}

function nextChange(
  deps: EngineDeps,
  wait: { sessionId: SessionId; waitMs: number; signal: AbortSignal | undefined },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      wait.signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, wait.waitMs);
    const stop = deps.hub.onRecorded(wait.sessionId, done);
    wait.signal?.addEventListener('abort', done, { once: true });
  });
}
