import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  SessionId,
  toToolCompleted,
  ZERO_USAGE,
  type ForkSessionRequest,
  type ForkSessionResponse,
  type RecordedEventData,
  type Session,
  type Taint,
  type Warning,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { answerOnce } from '../../idempotency/idempotent-write.ts';
import { completeAnswer, reserveAnswer } from '../../idempotency/stored-answer.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { copyFilesOfThen, findFilesToTake } from '../../repositories/fork-files.ts';
import type { SessionRow } from '../../repositories/session-filters.ts';
import { toSession } from '../../repositories/sessions.ts';
import { listLogParts, MAX_PARTS } from '../decide/log-parts.ts';
import type { SessionState } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';
import {
  copyChunks,
  copyPiece,
  findChunk,
  findOpenCalls,
  findTaintEvent,
  insertFork,
  shareRanges,
  shareSession,
  type LogPlace,
  type OpenCall,
  type SharedSession,
} from '../statements/forks.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import { createMessage } from './create-message.ts';

export interface ForkSessionInput {
  session_id: SessionId;
  request: ForkSessionRequest;
  idempotency: IdempotencyRequest | null;
}

type Forked = Session & Pick<ForkSessionResponse, 'warnings'>;

/**
 * Creates a session whose log is that of another one up to a place, under the same sequences and ids, and goes on by itself from there. Calls that
 * had no result get one, and files are as they were. Posts a message to it if the request has one. Throws `not_found`, `invalid_request` beyond the end of
 * the log, `limit_reached`, `idempotency_in_progress` and `idempotency_key_reused`.
 */
export async function forkSession(
  deps: EngineDeps,
  ctx: RequestContext,
  { session_id, request, idempotency }: ForkSessionInput,
): Promise<ForkSessionResponse> {
  const { message, ...place } = request;
  await deps.limits.assertRoom(ctx, 'sessions', 1);
  const fork = await forkOnce(deps, ctx, { session_id, request: place, idempotency });
  if (message === undefined) return fork;
  const key = idempotency === null ? null : { ...idempotency, scope: `${idempotency.scope} message` };
  const posted = { session_id: fork.id, request: { message }, idempotency: key };
  return { ...fork, message: await createMessage(deps, ctx, posted) };
}

interface Asked extends Omit<ForkSessionInput, 'request'> {
  request: Omit<ForkSessionRequest, 'message'>;
}

function forkOnce(deps: EngineDeps, ctx: RequestContext, { idempotency, ...asked }: Asked): Promise<Forked> {
  return transact(deps, async (tx) => {
    let change: SessionChange | null = null;
    const { answer } = await answerOnce(
      { ctx, idempotency, status: 201 },
      {
        db: tx,
        waitForTwin: async () => idempotency !== null && !(await reserveAnswer(tx, ctx, idempotency)),
        async work() {
          const forked = await fork(deps, ctx, { tx, ...asked });
          change = forked.change;
          return forked.answer;
        },
        store: (row) => completeAnswer(tx, row),
      },
    );
    return { result: answer, change };
  });
}

interface Forking extends Omit<Asked, 'idempotency'> {
  tx: Tx;
}

async function fork(
  deps: EngineDeps,
  ctx: RequestContext,
  { tx, session_id, request }: Forking,
): Promise<{ answer: Forked; change: SessionChange }> {
  const shared = await shareSession(tx, ctx.org_id, session_id);
  if (shared === null || !reachesSubject(ctx, shared.parent.subject)) throw notFound('session');
  const { parent } = shared;
  const place = await findPlace(tx, parent, request.at_sequence);
  const { session, row } = await writeFork(deps, tx, { shared, place, title: request.title ?? null });
  const warnings = await takeFiles(deps, ctx, { tx, parent, session, place });
  const change = newChange(deps, session);
  const forked_from = { session_id: parent.id, at_sequence: place.at };
  change.append({
    type: 'session.forked',
    data: { from_session_id: parent.id, at_sequence: place.at, by: ctx.principal },
  });
  for (const call of await findOpenCalls(tx, place)) answerCall(change, call);
  if (warnings.length > 0) taintByFiles(change, parent);
  const { taint, next_sequence } = change.session;
  deps.limits.noteAdded(ctx.org_id, 'sessions', 1);
  const written = { ...toSession(row), forked_from, last_sequence: next_sequence - 1 };
  const answer = { ...written, ...omitUndefined({ taint: taint ?? undefined }) };
  return { answer: warnings.length === 0 ? answer : { ...answer, warnings }, change };
}

/** The end of a log is the end of a chunk. */
async function findPlace(tx: Tx, { org_id, id, next_sequence }: SessionState, asked?: number): Promise<Place> {
  const head = next_sequence - 1;
  const at = asked ?? head;
  if (at > head) throw beyondEnd(head);
  if (at === head) return { org_id, id, at, last: at, through: at };
  const { last, before } = await findChunk(tx, id, at);
  return { org_id, id, at, last, through: last === at ? at : before };
}

interface Place extends LogPlace {
  /** The end of the last whole chunk. */
  through: number;
}

interface Fork {
  parent: SessionState;
  session: SessionState;
  place: Place;
}

interface Writing {
  shared: SharedSession;
  place: Place;
  title: string | null;
}

/** The fork reads whole chunks where they are, and has a copy of the chunk in which it begins. */
async function writeFork(
  deps: EngineDeps,
  tx: Tx,
  { shared: { parent, hasRanges }, place, title }: Writing,
): Promise<{ session: SessionState; row: SessionRow }> {
  const { org_id } = parent;
  const parts = listLogParts(parent.id, hasRanges ? await shareRanges(tx, parent) : [], place.through);
  const isCopied = parts.length > MAX_PARTS;
  const written = await insertFork(tx, parent, {
    id: SessionId.parse(deps.newId()),
    at_sequence: place.at,
    title,
    taint: await findTaint(tx, parent, place),
    usage: ZERO_USAGE,
    parts: isCopied ? [] : parts,
    now: new Date(deps.clock.now()),
  });
  const copied = { from: parent.id, to: written.session.id };
  if (isCopied) await copyChunks(tx, org_id, { ...copied, through: place.through });
  if (place.through < place.at) await copyPiece(tx, org_id, { ...copied, through: place.at, last: place.last });
  return written;
}

/** Whether the session held foreign content at that place: its row knows it from the beginning of its present taint on, its log knows it before. */
async function findTaint(tx: Tx, parent: SessionState, place: Place): Promise<Taint | null> {
  const since = parent.taint?.since_sequence ?? parent.next_sequence - 1;
  if (place.at >= since) return parent.taint;
  const event = await findTaintEvent(tx, place);
  if (event?.type !== 'session.tainted') return null;
  const { since_sequence, source } = event.data as RecordedEventData<'session.tainted'>;
  return { since_sequence, sources: parent.taint?.sources ?? [source] };
}

async function takeFiles(
  deps: EngineDeps,
  ctx: RequestContext,
  { tx, parent, session, place }: Fork & { tx: Tx },
): Promise<Warning[]> {
  const found = await findFilesToTake(tx, ctx, parent.id);
  if (found.bytes > 0) await deps.limits.assertRoom(ctx, 'stored_bytes', found.bytes);
  const ofNow = await copyFilesOfThen(tx, ctx, { from: parent.id, to: session.id, at: place.at, found });
  deps.limits.noteAdded(ctx.org_id, 'stored_bytes', found.bytes);
  const isOlder = place.at < parent.next_sequence - 1 && found.hasUnplaced;
  return [
    ...ofNow.map((path) => warn(`${path} is as it is now: its content of then is no longer kept.`)),
    ...(isOlder ? [warn('Files that an earlier release wrote are as they are now.')] : []),
  ];
}

const warn = (message: string): Warning => ({ path: 'at_sequence', code: 'files_of_now', message });

const NO_RESULT =
  'This session was forked before the call had a result. If the call did something, it was for the other session: verify before repeating it.';

function answerCall(change: SessionChange, { turn_id, id, name, effect }: OpenCall): void {
  const end = { tool_call_id: id, name, error: NO_RESULT, canceled: true, duration_ms: 0, effect };
  change.append(toToolCompleted(end), { turn_id });
}

/** Files that are as they are now may hold what the session has read from outside since. */
function taintByFiles(change: SessionChange, parent: SessionState): void {
  const [source] = parent.taint?.sources ?? [];
  if (change.session.taint !== null || parent.taint === null || source === undefined) return;
  const since_sequence = change.session.next_sequence - 1;
  change.append({ type: 'session.tainted', data: { since_sequence, source } });
  change.session.taint = { since_sequence, sources: parent.taint.sources };
}

function beyondEnd(head: number): EverrunsError {
  const message = `lies beyond the end of the log, which is ${head}`;
  return new EverrunsError('invalid_request', `at_sequence ${message}.`, {
    errors: [{ path: 'at_sequence', code: 'too_big', message, limit: head }],
  });
}
