import type { BegunAtom, SuspendCallRequest } from '@everruns/internal-protocol';
import type { ExecId, SessionId, TurnId, Wait, WaitResolution } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextRound } from 'node:timers/promises';
import { runSql } from '../../db/database.ts';
import { CTX, type EngineKit } from './engine-kit.ts';

/** A turn whose first generation has made calls. */
export interface CallingTurn {
  session: SessionId;
  turn: TurnId;
  /** The attempt of the generation, which proves the segment. */
  reason: BegunAtom;
}

/** Posts a message and commits a generation that calls tools of `TOOLS`. */
export async function startCalls(kit: EngineKit, calls: string[], session?: SessionId): Promise<CallingTurn> {
  const in_ = session ?? (await kit.newSession());
  const { turn } = await kit.post(in_, 'work');
  const reason = await kit.begin(turn.id);
  await kit.commitReason(reason, { text: 'I will do it.', calls });
  return { session: in_, turn: turn.id, reason };
}

export function park(kit: EngineKit, { turn, reason }: CallingTurn, ordinals: number[] = [0]) {
  const { segment } = reason.token;
  const end = { kind: 'parked' as const, iteration: 1, wait_ordinals: ordinals };
  return kit.service.endSegment({ turn_id: turn, segment, token: reason.token, end });
}

export async function listWaits(kit: EngineKit, session: SessionId): Promise<Wait[]> {
  return (await kit.verbs.listWaits(CTX, { session_id: session, limit: 100 })).data;
}

/** The open wait of a session that has one. */
export async function openWaitOf(kit: EngineKit, session: SessionId): Promise<Wait> {
  const [wait, ...others] = (await listWaits(kit, session)).filter(({ status }) => status === 'open');
  if (wait === undefined || others.length > 0) throw new Error(`${others.length + 1} open waits instead of one`);
  return wait;
}

export function resolve(kit: EngineKit, wait: Wait, decided: WaitResolution & { by?: string }): Promise<Wait> {
  const { by = CTX.principal, ...resolution } = decided;
  const input = { session_id: wait.session_id, wait_id: wait.id, resolution, rule: null, idempotency: null };
  return kit.verbs.resolveWait({ ...CTX, principal: by }, input);
}

/** Begins an act of the turn's newest segment, and returns the answer as a worker gets it. */
export function askToBegin(kit: EngineKit, turn: TurnId, execId: string = randomUUID()) {
  const segment = kit.dispatched.findLast(({ id }) => id === turn)?.segment ?? 0;
  const atom = { turn_id: turn, iteration: 1, kind: 'act' as const, ordinal: 0 };
  return kit.service.getTurnContext({ atom, segment, exec_id: execId as ExecId, have_sequence: 1 });
}

export function suspend(kit: EngineKit, begun: BegunAtom, more: Partial<SuspendCallRequest> = {}): Promise<void> {
  const asked = { question: { question: 'Which one?' } };
  return kit.service.suspendCall({ token: begun.token, kind: 'question', asked, ...more });
}

export async function statusOf(kit: EngineKit, session: SessionId): Promise<string> {
  const [row] = await runSql<{ status: string }>(
    kit.database.db,
    'select status from sessions where org_id = $1 and id = $2',
    [CTX.org_id, session],
  );
  return row?.status ?? '';
}

export interface TurnRow {
  status: string;
  segment: number;
  open_calls: number;
  open_waits: number;
  left_ms: number;
  remaining_ms: number | null;
}

export async function turnRow(kit: EngineKit, turn: TurnId): Promise<TurnRow> {
  const [row] = await runSql<TurnRow>(
    kit.database.db,
    `select status, segment, open_calls, open_waits, remaining_ms, extract(epoch from deadline_at - now())::float8 * 1000 as left_ms
      from turns where org_id = $1 and id = $2`,
    [CTX.org_id, turn],
  );
  if (row === undefined) throw new Error('there is no such turn');
  return row;
}

/** The results of the session's calls: the value, or the error. */
export async function resultsOf(kit: EngineKit, session: SessionId): Promise<string[]> {
  const completed = (await kit.log(session)).filter(({ type }) => type === 'tool.completed');
  return completed.map(({ data }) => {
    const { error, result } = data['result'] as { error?: string; result?: unknown };
    return error ?? String(result);
  });
}

/**
 * Holds the next transaction at a moment until `meanwhile` waits for a lock or is done, then lets both go on: whatever the first has locked, the
 * other has met.
 */
export async function during<First, Second>(
  { kit, moment }: { kit: EngineKit; moment: string },
  first: () => Promise<First>,
  meanwhile: () => Promise<Second>,
): Promise<[First, Second]> {
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let isHeld = false;
  kit.onMoment = async (at) => {
    if (at !== moment || isHeld) return;
    isHeld = true;
    reached.resolve();
    await go.promise;
  };
  const running = first();
  await reached.promise;
  const other = meanwhile();
  await untilMet(kit, other);
  go.resolve();
  const both = await Promise.all([running, other]);
  kit.onMoment = null;
  return both;
}

const WAITING = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Resolves when a statement waits for a lock of another transaction, or when the work is done. */
async function untilMet({ database }: EngineKit, work: Promise<unknown>): Promise<void> {
  const state = { isDone: false };
  void work.catch(() => undefined).finally(() => (state.isDone = true));
  while (!state.isDone && (await runSql(database.db, WAITING, [])).length === 0) await nextRound();
}
