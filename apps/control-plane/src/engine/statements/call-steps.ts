import type { CallStep } from '@everruns/internal-protocol';
import { EverrunsError, LIMITS, type AtomRef, type AttemptToken } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import type { AtomState } from '../state/rows.ts';
import { callValues, RUNNING_CALL } from './call-attempt.ts';

const OF_CALL = 'turn_id = $1 and iteration = $2 and ordinal = $3';
const keyOf = ({ turn_id, iteration, ordinal }: AtomRef): unknown[] => [turn_id, iteration, ordinal];

export async function loadSteps(db: Database, orgId: string, atom: AtomRef): Promise<CallStep[]> {
  const text = `select name, result::text as result_json from call_steps where ${OF_CALL} and org_id = $4 order by name`;
  return runSql<CallStep>(db, text, [...keyOf(atom), orgId]);
}

/**
 * Locks the turn and the atom for share, so that the attempt stays the newest until the row is written, and nothing else waits but what
 * ends it. A row with a result is never changed.
 */
const RECORD = `with held as (${RUNNING_CALL} for share of t, a),
  used as (select count(*) as count, coalesce(sum(result_bytes), 0) as bytes from call_steps where ${OF_CALL} and name <> $8),
  put as (insert into call_steps (org_id, turn_id, iteration, ordinal, name, attempt, result, result_bytes)
    select org_id, turn_id, iteration, ordinal, $8, attempt, $9::json, $10::int from held, used
    where used.count < $11::int and used.bytes + $10::int <= $12::int
    on conflict (turn_id, iteration, ordinal, name) do update
      set result = excluded.result, result_bytes = excluded.result_bytes, attempt = excluded.attempt
      where call_steps.result is null or call_steps.result::text = excluded.result::text
    returning 1)
  select exists (select from held) as is_held, exists (select from put) as is_put,
    (select count < $11::int and bytes + $10::int <= $12::int from used) as has_room`;

/** Throws `fenced`, `payload_too_large` beyond the limits of a call, and `conflict` where the step has another result. */
export async function writeStep(db: Database, token: AttemptToken, { name, result_json }: CallStep): Promise<void> {
  const bytes = result_json === null ? 0 : Buffer.byteLength(result_json);
  const { stepsPerCall, stepBytesPerCall, stepResultBytes } = LIMITS;
  if (bytes > stepResultBytes)
    throw tooLarge(`The result of a step can have at most ${stepResultBytes} bytes of JSON.`);
  const values = [...callValues(token), name, result_json, bytes, stepsPerCall, stepBytesPerCall];
  const [row] = await runSql<{ is_held: boolean; is_put: boolean; has_room: boolean }>(db, RECORD, values);
  if (row?.is_held !== true) throw fenced();
  if (row.is_put) return;
  if (!row.has_room)
    throw tooLarge(`A call can have at most ${stepsPerCall} steps with ${stepBytesPerCall} bytes of results.`);
  throw new EverrunsError('conflict', `The step "${name}" of this call has another result.`);
}

function tooLarge(message: string): EverrunsError {
  return new EverrunsError('payload_too_large', message);
}

export async function deleteSteps(tx: Tx, orgId: string, atom: AtomRef): Promise<void> {
  await runSql(tx, `delete from call_steps where ${OF_CALL} and org_id = $4`, [...keyOf(atom), orgId]);
}

/** Whether a step of the call has a result. */
export async function hasResult(
  db: Database,
  orgId: string,
  { name, ...atom }: AtomRef & { name: string },
): Promise<boolean> {
  const text = `select 1 from call_steps where ${OF_CALL} and org_id = $4 and name = $5 and result is not null`;
  return (await runSql(db, text, [...keyOf(atom), orgId, name])).length > 0;
}

/** Whether an attempt of the call recorded the result of a step before it was lost. */
export async function hasRecordedStep(
  db: Database,
  orgId: string,
  { attempt, ...atom }: AtomRef & { attempt: number },
): Promise<boolean> {
  const text = `select 1 from call_steps where ${OF_CALL} and org_id = $4 and attempt = $5 and result is not null limit 1`;
  return (await runSql(db, text, [...keyOf(atom), orgId, attempt])).length > 0;
}

/**
 * Whether the call has begun something that must not happen twice: a step of which no end is known, or any step of a `once` call that may not be
 * entered again.
 */
export async function hasBegunEffect(
  db: Database,
  orgId: string,
  {
    effect,
    resumable,
    ...atom
  }: Pick<AtomState, 'turn_id' | 'iteration' | 'kind' | 'ordinal' | 'effect' | 'resumable'>,
): Promise<boolean> {
  const text = `select 1 from call_steps where ${OF_CALL} and org_id = $4 and (result is null or $5) limit 1`;
  const values = [...keyOf(atom), orgId, effect === 'once' && !resumable];
  return (await runSql(db, text, values)).length > 0;
}

/** Deletes what calls of turns that ended an hour ago have left: a turn that is canceled leaves its steps and uploads behind. */
export async function deleteLeftSteps(db: Database): Promise<void> {
  for (const table of ['call_steps', 'file_uploads']) {
    await runSql(
      db,
      `delete from ${table} c using turns t where t.id = c.turn_id and (t.org_id = c.org_id) is true and t.ended_at < now() - interval '1 hour'`,
      [],
    );
  }
}
