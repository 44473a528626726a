import type {
  ActCommit,
  BegunAtom,
  CommitAtomRequest,
  CommitAtomResponse,
  CommitOptions,
} from '@everruns/internal-protocol';
import { addUsage, type Message, type MessageId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { grantAttempt, takeSteers } from '../decide/begin-atom.ts';
import { checkToken, commitAct, commitReason, type Committed } from '../decide/commit-atom.ts';
import { NOTHING_PENDING, type TurnEnd } from '../decide/end-turn.ts';
import { hasSearched } from '../decide/taint.ts';
import { findBrokenLimit } from '../decide/turn-budget.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact, transactFromMemory, type Work } from '../transact/transact.ts';
import { lockedRows, type RowSource } from '../memory/row-source.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { insertSources } from '../statements/call-sources.ts';
import { deleteSteps } from '../statements/call-steps.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, SessionState, AtomRows } from '../state/rows.ts';
import { priceEvents } from './price-events.ts';
import { loadBegunBy, loadMessages, loadSteers } from '../statements/load.ts';
import { loadPendingWork } from '../statements/pending-work.ts';
import { toMessage } from '../state/to-message.ts';
import { recordedOutcome, toBegunAtom } from './begun-atom.ts';
import { ignoresTaint, judgeCalls } from './judge-calls.ts';
import { limitsOf, usageOf } from './parts/limits-of.ts';
import { planSubagents } from './plan-subagents.ts';

interface CommitAtomInput extends Pick<CommitOptions, 'onExpected'> {
  request: CommitAtomRequest;
}

/**
 * Commits events, outcome, usage and the turn's next state in one transaction. Accepted only for the newest token of the
 * current segment, else `fenced`. A repetition with the same token returns the recorded result, including the successors.
 */
export async function commitAtom(
  deps: EngineDeps,
  _ctx: ProcessContext,
  { request, onExpected }: CommitAtomInput,
): Promise<CommitAtomResponse> {
  if (request.result.kind === 'act' && bringsMore(request.result))
    return commitWithFiles(deps, request, request.result);
  // Results that arrive together are committed together: each is decided from the one before and reads nothing else.
  const joins = request.result.kind === 'act';
  let orgId: string | null = null;
  const onSent = onExpected && (({ result }: Work<CommitAtomResponse>) => onExpected(result));
  const response = await transactFromMemory(
    deps,
    { sessionId: request.token.session_id, joins, onSent },
    async (rows) => {
      const work = await commit(deps, rows, { request });
      orgId = work.change?.session.org_id ?? null;
      return work;
    },
  );
  await rememberRefused(deps, request, orgId);
  return response;
}

/** Whether the result is not all that this commit writes. */
function bringsMore({ files = [], sources = [], has_steps = false }: ActCommit): boolean {
  return files.length + sources.length > 0 || has_steps;
}

/** Files are compared with what the call has read under the session's lock, and written in the same transaction as its result. */
function commitWithFiles(deps: EngineDeps, request: CommitAtomRequest, result: ActCommit): Promise<CommitAtomResponse> {
  const { atom, exec_id, attempt } = request.token;
  return transact(deps, (tx) =>
    commit(deps, lockedRows(tx), {
      request,
      async writeMore(change) {
        const { org_id, id: sessionId } = change.session;
        const context = { turn_id: atom.turn_id, exec_id, attempt };
        const scope: FileWriteScope = {
          tx,
          ctx: { org_id, principal: 'worker', subjects: EVERY_SUBJECT, request_id: exec_id },
          sessionId,
          unreadable: deps.unreadable,
          ids: { uuid: () => deps.newId() },
          onEvent: (draft) => void change.append(draft, context),
        };
        if (result.files !== undefined) await deps.sessionFiles.apply(scope, { atom, changes: result.files });
        if (result.sources !== undefined) await insertSources(tx, { org_id, session_id: sessionId }, result.sources);
        if (result.has_steps === true) await deleteSteps(tx, org_id, atom);
      },
    }),
  );
}

/** Remembers parameters that a model refused by name. This is a hint for later requests, so a failure here costs one of them a retry. */
async function rememberRefused(deps: EngineDeps, { events }: CommitAtomRequest, orgId: string | null): Promise<void> {
  for (const draft of events) {
    if (draft.type !== 'model.adjusted' || orgId === null) continue;
    const { model_id: id, left_out: parameters } = draft.data;
    await deps.agents.rememberRefused(deps.db, { org_id: orgId, id, parameters }).catch(() => undefined);
  }
}

interface Commit {
  request: CommitAtomRequest;
  /** Writes what comes before the result, in the same transaction. */
  writeMore?: (change: SessionChange) => Promise<void>;
}

async function commit(
  deps: EngineDeps,
  rows: RowSource,
  { request, writeMore }: Commit,
): Promise<Work<CommitAtomResponse>> {
  const { db } = rows;
  const locked = await rows.atom(request.token.atom);
  if (rows.isLocked) await deps.onMoment?.('commit:locked');
  if (checkToken(locked.turn, locked.atom, request.token) === 'repeated') {
    return { result: await repeat(db, locked, { request, nowMs: deps.clock.now() }), change: null };
  }
  const headBefore = locked.session.next_sequence - 1;
  const change = newChange(deps, locked.session);
  await writeMore?.(change);
  const { outcome, due } = await decide(deps, db, { locked, request, change });
  const begun = await beginDue(deps, rows, { locked, request, change, due, headBefore });
  return { result: { outcome, begun }, change };
}

interface Committing {
  locked: AtomRows;
  request: CommitAtomRequest;
  change: SessionChange;
}

async function decide(deps: EngineDeps, db: Database, { locked, request, change }: Committing): Promise<Committed> {
  const { session, turn, atom } = locked;
  const { result } = request;
  if (result.kind === 'act') return commitAct(change, { turn, atom, events: request.events, ok: result.ok });
  const final = result.calls.length === 0;
  const isForeign = hasSearched(request.events) && !(await ignoresTaint(deps, db, { session, turn }));
  const { tools, policies } = final
    ? { tools: [], policies: [] }
    : await judgeCalls(deps, db, { session, turn, calls: result.calls, isForeign });
  const subagents = await planSubagents(deps, db, { session, turn, calls: result.calls, tools });
  const { events, usage } = await priceEvents(deps, db, {
    orgId: session.org_id,
    events: request.events,
    usage: result.usage,
  });
  const isLast = final && session.unread_input === 0;
  const broken = isLast
    ? null
    : findBrokenLimit(await limitsOf(deps, db, { turn, session }), addUsage(usageOf(turn), usage));
  const pending = final || broken !== null ? await loadPendingWork(db, session, turn) : NOTHING_PENDING;
  const { calls, results, failure } = result;
  const end: TurnEnd =
    failure === undefined
      ? { status: 'completed' }
      : { status: 'failed', ...failure, messageId: deps.newId() as MessageId };
  const stop: TurnEnd | null =
    broken === null ? null : { status: 'failed', ...broken, messageId: deps.newId() as MessageId };
  const decided = { events, calls, results, usage, tools, policies, subagents, pending, end, stop, isForeign };
  return commitReason(change, { turn, atom, ...decided });
}

interface Due extends Committing {
  due: AtomState[];
  headBefore: number;
}

/** Begins the atoms that follow, one for each execution id that the executor sent, so that the next step needs no reading. */
async function beginDue(
  deps: EngineDeps,
  rows: RowSource,
  { locked, request, change, due, headBefore }: Due,
): Promise<BegunAtom[]> {
  const { session, turn } = locked;
  const granted = due.slice(0, request.successor_exec_ids.length);
  if (granted.length === 0 || turn.iteration > turn.max_iterations) return [];
  const { db } = rows;
  const missed = request.have_sequence < headBefore ? await loadMissed(rows, session, request.have_sequence) : [];
  const names = await deps.modelNames.of(db, turn, session);
  if (granted[0]?.kind === 'reason' && session.unread_input > 0) takeSteers(change, turn, await loadSteers(db, turn));
  for (const [index, atom] of granted.entries()) {
    grantAttempt(change, { turn, atom, execId: request.successor_exec_ids[index] ?? '', lostBefore: false, ...names });
  }
  const messages = [...missed, ...change.events.flatMap((event) => toMessage(event) ?? [])];
  const headSequence = session.next_sequence - 1;
  const context = { messages, headSequence, nowMs: change.now.getTime() };
  return granted.map((atom) => toBegunAtom(turn, atom, context));
}

/** The messages before this commit: first from the log, then those that are about to be written to it. */
async function loadMissed(rows: RowSource, session: SessionState, haveSequence: number): Promise<Message[]> {
  const isAllUnwritten = (rows.unwritten[0]?.sequence ?? Infinity) <= haveSequence + 1;
  const written = isAllUnwritten ? [] : await loadMessages(rows.db, session, haveSequence);
  const head = written.at(-1)?.sequence ?? haveSequence;
  const unwritten = rows.unwritten.flatMap((event) => (event.sequence > head ? (toMessage(event) ?? []) : []));
  return [...written, ...unwritten];
}

async function repeat(
  db: Database,
  { session, turn, atom }: AtomRows,
  { request, nowMs }: { request: CommitAtomRequest; nowMs: number },
): Promise<CommitAtomResponse> {
  const outcome = recordedOutcome(atom);
  if (request.successor_exec_ids.length === 0) return { outcome, begun: [] };
  const successors = await loadBegunBy(db, turn, request.successor_exec_ids);
  if (successors.length === 0 || turn.status !== 'running') return { outcome, begun: [] };
  const messages = await loadMessages(db, session, request.have_sequence);
  const headSequence = session.next_sequence - 1;
  return { outcome, begun: successors.map((next) => toBegunAtom(turn, next, { messages, headSequence, nowMs })) };
}
