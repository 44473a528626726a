import { formatAtomKey, outputMessageId, type AttemptToken } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { refOf } from '../decide/begin-atom.ts';
import { lockedRows, rememberedRows, type RowSource } from '../memory/row-source.ts';
import { toNews } from '../state/client-call.ts';
import { SessionChange, toPublished } from '../state/session-change.ts';
import type { AtomState, SessionState } from '../state/rows.ts';
import type { EngineDeps } from './engine-deps.ts';
import { tellFeed } from './feed-hints.ts';
import { findSessionRow } from '../statements/lock.ts';
import { writeLockedChange } from '../statements/write-change.ts';

export interface Work<T> {
  result: T;
  change: SessionChange | null;
}

/**
 * Makes one decision about one session: `decide` locks, reads and returns what to write; that is committed, and only
 * then published and dispatched. If the connection was lost during COMMIT, that may have succeeded, so the next try
 * looks for the change's first event and returns its result (E15). A change without events must be safe to decide twice.
 */
export function transact<T>(deps: EngineDeps, decide: (tx: Tx) => Promise<Work<T>>): Promise<T> {
  return decideLocked(deps, decide, null);
}

export interface FromMemory<T> {
  /** Null when this process does not know the turn's session: then the change is decided under the lock at once. */
  sessionId: string | null;
  /** See `CommitOptions`. */
  joins?: boolean;
  urgent?: boolean;
  /** Called when what was decided from memory has been sent to the database. Must not throw. */
  onSent?: ((work: Work<T>) => void) | undefined;
}

/**
 * Like `transact`, but first decides without a lock from what this process remembers, and writes only if the session's row is still the
 * remembered one. In every other case, a refusal or an error included, the change is decided again under the lock.
 */
export async function transactFromMemory<T>(
  deps: EngineDeps,
  { sessionId, ...options }: FromMemory<T>,
  decide: (rows: RowSource) => Promise<Work<T>>,
): Promise<T> {
  const tried = sessionId === null ? null : await decideFromMemory(deps, { ...options, sessionId }, decide);
  if (tried?.hasCommitted === true) return finish(deps, tried.work);
  return decideLocked(deps, (tx) => decide(lockedRows(tx)), tried?.work ?? null);
}

interface Tried<T> {
  work: Work<T>;
  hasCommitted: boolean;
}

async function decideFromMemory<T>(
  deps: EngineDeps,
  { sessionId, joins = false, urgent = false, onSent }: FromMemory<T> & { sessionId: string },
  decide: (rows: RowSource) => Promise<Work<T>>,
): Promise<Tried<T> | null> {
  let work: Work<T> | null = null;
  const tellSent = onSent && (() => void (work !== null && onSent(work)));
  try {
    const version = await deps.commits.commit(
      { sessionId, joins, urgent, onSent: tellSent },
      async (known, unwritten) => {
        const decided = await decide(rememberedRows(deps.db, known, unwritten));
        work = decided;
        return decided.change;
      },
    );
    if (version === null) return null;
    await deps.onMoment?.('committed');
    return work === null ? null : { work, hasCommitted: true };
  } catch {
    // Only the decision under the lock counts. It also looks for a write whose COMMIT was not answered.
    deps.memory.forget(sessionId);
    return work === null ? null : { work, hasCommitted: false };
  }
}

async function decideLocked<T>(
  deps: EngineDeps,
  decide: (tx: Tx) => Promise<Work<T>>,
  before: Work<T> | null,
): Promise<T> {
  let tried = before;
  let version: string | null = null;
  const write = async (tx: Tx): Promise<Work<T>> => {
    version = null;
    if (tried !== null && (await hasCommitted(tx, tried.change))) return tried;
    const decided = await decide(tx);
    tried = decided;
    if (decided.change !== null) version = await writeLockedChange(tx, decided.change);
    return decided;
  };
  const done = await inTransaction(deps.db, write, async ({ change }) => {
    await deps.onMoment?.('committed');
    if (change !== null && version !== null) deps.memory.learn(change, version);
  });
  return finish(deps, done);
}

function finish<T>(deps: EngineDeps, { result, change }: Work<T>): T {
  if (change !== null) publishCommitted(deps, change);
  return result;
}

const EVENT =
  'select 1 from events where org_id = $1 and session_id = $2 and chunk >= $4 and sequence = $4 and id = $3 limit 1';

/** Looks under the session's lock: by then the try before has either committed or never will. */
async function hasCommitted(tx: Tx, change: SessionChange | null): Promise<boolean> {
  const [event] = change?.events ?? [];
  if (event === undefined) return false;
  // A session that is not there was not created by the try before.
  if ((await findSessionRow(tx, event.org_id, event.session_id)) === null) return false;
  return (await runSql(tx, EVENT, [event.org_id, event.session_id, event.id, event.sequence])).length > 0;
}

export function newChange(deps: EngineDeps, session: SessionState): SessionChange {
  return new SessionChange(session, { now: new Date(deps.clock.now()), newId: deps.newId });
}

/** Tells readers, runners and other replicas of a change. All of this is a hint: the log already has the truth. */
function publishCommitted(deps: EngineDeps, change: SessionChange): void {
  noteAttempts(deps, change);
  for (const atom of change.closedAtoms) deps.hub.closeAtom(atom.turn_id, formatAtomKey(atom));
  if (change.events.length > 0) deps.hub.publish(change.events.map(toPublished));
  tellFeed(deps, change);
  tellOfCalls(deps, change);
  for (const atom of change.begun) {
    const messageId = atom.kind === 'reason' ? outputMessageId(refOf(atom)) : null;
    deps.hub.openAttempt(change.session.org_id, tokenOf(atom), messageId);
  }
  for (const stop of change.stoppedTurns) deps.onStop(stop);
  for (const turn of change.outbox) if (turn.status === 'running') deps.onDispatch(turn);
  if (change.deliveries.length > 0) deps.onDeliver(change.deliveries);
}

function tellOfCalls({ onCalls }: EngineDeps, { newWaits, endedWaits }: SessionChange): void {
  if (onCalls === undefined || newWaits.length + endedWaits.length === 0) return;
  const news = toNews([...newWaits, ...endedWaits]);
  if (news.length > 0) onCalls(news);
}

function noteAttempts({ attempts }: EngineDeps, change: SessionChange): void {
  for (const atom of change.closedAtoms) attempts.noteClosed(atom.turn_id, formatAtomKey(atom));
  for (const turn of change.turns.values()) if (turn.ended_at !== null) attempts.forgetTurn(turn.id);
  // These turns run as another segment from here on.
  for (const turn of change.outbox) attempts.forgetTurn(turn.id);
  for (const atom of change.begun) attempts.noteGranted(tokenOf(atom));
}

/** The token of a begun atom. */
export function tokenOf(atom: AtomState): AttemptToken {
  if (atom.exec_id === null || atom.segment === null) throw new Error('an atom that was never begun has no token');
  return {
    atom: refOf(atom),
    session_id: atom.session_id,
    segment: atom.segment,
    exec_id: atom.exec_id,
    attempt: atom.attempt,
  };
}
