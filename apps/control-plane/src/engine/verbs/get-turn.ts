import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  type Page,
  type RecordedEventData,
  type SessionId,
  type Turn,
  type TurnId,
} from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { SELECT_TURN, turnFrom, type TurnState } from '../state/rows.ts';
import { toTurn } from '../state/to-turn.ts';
import { listPage } from '../../kernel/list-page.ts';
import { readListed, readOne } from '../../kernel/read-rows.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { readLogRange } from '../../repositories/event-rows.ts';

/** A queued turn's position, counted over the turns before it. */
const POSITION = `case when t.status = 'queued' then (select count(*)::int from turns q
  where q.session_id = t.session_id and q.status = 'queued' and q.queue_rank <= t.queue_rank) end as position`;

const ONE = `select ${SELECT_TURN}, ${POSITION}, s.subject from turns t join sessions s on s.id = t.session_id and (s.org_id = t.org_id) is true
  where t.org_id = $1 and t.session_id = $2 and t.id = $3`;

interface AskedTurn {
  session_id: SessionId;
  turn_id: TurnId;
}

/** Throws `not_found`. */
export async function getTurn(deps: EngineDeps, ctx: RequestContext, input: AskedTurn): Promise<Turn> {
  return (await findTurn(deps, ctx, input)).turn;
}

export interface FoundTurn {
  turn: Turn;
  /** The turn is parked, and everything that it waits for are sub-agents: it goes on by itself. */
  waitsForAgents: boolean;
}

/** Throws `not_found`. */
export async function findTurn(deps: EngineDeps, ctx: RequestContext, input: AskedTurn): Promise<FoundTurn> {
  const [row] = await runSql<Record<string, unknown>>(deps.db, ONE, [ctx.org_id, input.session_id, input.turn_id]);
  if (row === undefined || !reachesSubject(ctx, String(row['subject']))) {
    throw new EverrunsError('not_found', 'There is no such turn in this session.');
  }
  const turn = readOne('turn', row, fromRow);
  const [withWords] = await addWords(deps, ctx, [turn]);
  const state = turnFrom(row);
  const { status, open_waits, open_children } = state;
  const waitsForAgents = status === 'waiting' && open_children > 0 && open_children === open_waits;
  return { turn: await addOutput(deps, withWords ?? turn, state), waitsForAgents };
}

/** The value of an answer is only in the log, where the turn's row says. */
async function addOutput(deps: EngineDeps, turn: Turn, { org_id, output_sequence: through }: TurnState): Promise<Turn> {
  if (through === null) return turn;
  const { session_id } = turn;
  const [event] = await readLogRange(deps.db, { org_id, session_id, after: through - 1, through });
  if (event === undefined) return turn;
  const { parsed } = JSON.parse(event.data) as RecordedEventData<'output.message.completed'>;
  return { ...turn, ...omitUndefined({ output: parsed }) };
}

const PAGE = `select ${SELECT_TURN}, ${POSITION} from turns t where t.org_id = $1 and t.session_id = $2
  and ($3::timestamptz is null or (t.created_at, t.id) < ($3, $4::uuid)) order by t.created_at desc, t.id desc limit $5`;

/** The session's turns, newest first. Throws `not_found` and `invalid_cursor`. */
export async function listTurns(
  deps: EngineDeps,
  ctx: RequestContext,
  input: { session_id: SessionId; limit: number; cursor?: string | undefined },
): Promise<Page<Turn>> {
  await assertSession(deps.db, ctx, input.session_id);
  const binding = { org_id: ctx.org_id, filter: { list: 'turns', session_id: input.session_id } };
  const page = await listPage(deps, { ...input, binding }, async (after, count) => {
    const values = [ctx.org_id, input.session_id, after?.created_at ?? null, after?.id ?? null, count];
    const rows = await runSql<Record<string, unknown>>(deps.db, PAGE, values);
    return readListed(
      'turns',
      rows.map((row) => ({ ...turnFrom(row), row })),
      ({ row }) => fromRow(row),
    );
  });
  return { ...page, data: await addWords(deps, ctx, page.data) };
}

function fromRow(row: Record<string, unknown>): Turn {
  const position = typeof row['position'] === 'number' ? row['position'] : undefined;
  return toTurn(turnFrom(row), position);
}

const WORDS = `select t.id, e.said from unnest($2::uuid[], $3::uuid[]) as t (session_id, id)
  cross join lateral (select readable_json(data) ->> 'provider_message' as said from events
    where org_id = $1 and session_id = t.session_id and chunk_turn_id = t.id and turn_id = t.id and type = 'turn.failed'
    order by chunk desc, sequence desc limit 1) e
  where e.said is not null`;

/** The providers' messages about failed turns, from the log, for callers who may write. */
async function addWords(deps: EngineDeps, ctx: RequestContext, turns: Turn[]): Promise<Turn[]> {
  const failed = turns.filter((turn) => turn.status === 'failed');
  if (failed.length === 0 || ctx.may_write !== true) return turns;
  const sessions = failed.map((turn) => turn.session_id);
  const ids = failed.map((turn) => turn.id);
  const rows = await runSql<{ id: string; said: string }>(deps.db, WORDS, [ctx.org_id, sessions, ids]);
  const words = new Map(rows.map(({ id, said }) => [id, said]));
  return turns.map((turn) => {
    const said = words.get(turn.id);
    return said === undefined || turn.error === undefined
      ? turn
      : { ...turn, error: { ...turn.error, provider_message: said } };
  });
}
