import type { Session } from '@everruns/schemas';
import type { TurnScopedRequest, WorkerService } from '@everruns/internal-protocol';
import type { Tx } from '../db/database.ts';
import { inTransaction } from '../db/transaction.ts';
import { findSession } from '../repositories/sessions.ts';
import { notFound } from '../kernel/not-found.ts';
import { withoutApiKey } from './verbs/begun-atom.ts';
import { commitAtom } from './verbs/commit-atom.ts';
import { endSegment } from './verbs/end-segment.ts';
import { failAttempt } from './verbs/fail-attempt.ts';
import { getTurnContext } from './verbs/get-turn-context.ts';
import { sessionFile } from './verbs/session-file.ts';
import { waitForCalls } from './verbs/wait-for-calls.ts';
import { checkToken } from './decide/commit-atom.ts';
import { fenced } from './decide/begin-atom.ts';
import type { EngineDeps } from './transact/engine-deps.ts';
import { loadMessages } from './statements/load.ts';
import { lockAtom } from './statements/lock.ts';
import type { WorkerStreams } from './runners/worker-streams.ts';
import type { AtomRows } from './state/rows.ts';

/** The WorkerService in memory: what the local runner calls, and what the gRPC server passes its calls to. */
export function createWorkerService(deps: EngineDeps, streams: WorkerStreams): WorkerService {
  return {
    getTurnContext: (request) => getTurnContext(deps, request),
    openEventStream: (onServerFrame) => streams.open(onServerFrame),
    commitAtom: (request) => commitAtom(deps, request),
    failAttempt: (request) => failAttempt(deps, request),
    endSegment: (request) => endSegment(deps, request),
    waitForCalls: (request, options) => waitForCalls(deps, request, options),
    sessionFile: (request) => sessionFile(deps, request),
    listMessages: (request) =>
      withAttempt(deps, request, (tx, { session }) => loadMessages(tx, session, request.after_sequence)),
    getSession: (request) => withAttempt(deps, request, readSession),
    getRuntimeAgent: (request) =>
      withAttempt(deps, request, async (tx, { session, turn }) =>
        withoutApiKey(await deps.agents.resolveRuntimeAgent(tx, turn, session)),
      ),
  };
}

async function readSession(tx: Tx, { session }: AtomRows): Promise<Session> {
  const ctx = { org_id: session.org_id, principal: 'worker', request_id: '' };
  const found = await findSession(tx, ctx, session.id);
  if (found === null) throw notFound('session');
  return found;
}

/** Reads on behalf of a running attempt and of nobody else. Throws `fenced`. */
function withAttempt<T>(
  deps: EngineDeps,
  { token }: TurnScopedRequest,
  read: (tx: Tx, locked: AtomRows) => Promise<T>,
): Promise<T> {
  return inTransaction(deps.db, async (tx) => {
    const locked = await lockAtom(tx, token.atom);
    if (checkToken(locked.turn, locked.atom, token) === 'repeated') throw fenced();
    return read(tx, locked);
  });
}
