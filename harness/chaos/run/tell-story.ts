import type { Violation } from '../oracle/violation.ts';
import type { Arena } from './arena.ts';
import { TREE } from './busy.ts';
import type { SeedReport } from './run-seed.ts';

const MAX_VIOLATIONS = 20;
const MAX_SESSIONS = 2;
const MAX_LINES = 30;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Describes a violation to a person: the strikes and their times, the invariant, the turns that it names, and how to repeat it.
 */
export async function tellStory(arena: Arena, report: SeedReport): Promise<string> {
  const { seed, scenario, blows, violations } = report;
  const lines = [`seed ${seed}: ${scenario}`];
  lines.push(
    ...violations
      .slice(0, MAX_VIOLATIONS)
      .map(({ invariant, session_id, says }) => `  ${invariant} ${session_id}: ${says}`),
  );
  lines.push(...blows.map(({ at, name, says }) => `  ${at.toISOString().slice(11, 23)} struck: ${name}, ${says}`));
  lines.push(...(await tellSilences(arena, report)));
  const bySession = Map.groupBy(violations, ({ session_id }) => session_id);
  bySession.delete('');
  for (const [id, found] of [...bySession].slice(0, MAX_SESSIONS)) lines.push(...(await tellSession(arena, id, found)));
  for (const process of [...arena.controlPlanes, ...arena.workers]) {
    const warnings = process
      .output()
      .split('\n')
      .filter((line) => /"level":(40|50|60)/.test(line));
    lines.push(`  ${process.name} warned:`, ...warnings.slice(-8).map((line) => `    ${line.slice(0, 300)}`));
  }
  lines.push(`  again: pnpm chaos --runner ${arena.runner} --scenario ${scenario} --seed ${seed}`);
  return lines.join('\n');
}

const SILENCES = `with told as (select e.session_id, e.ts, e.sequence, e.type, coalesce(e.turn_id::text, '') as turn,
    lag(e.ts) over own as before_ts, lag(e.type) over own as before, lag(e.turn_id::text) over own as before_turn
    from events e where e.session_id in (${TREE}) window own as (partition by e.session_id order by e.sequence))
  select concat_ws(' ', to_char(before_ts at time zone 'UTC', 'HH24:MI:SS.MS'), 'silent for', round(extract(epoch from ts - before_ts)), 's, session',
    session_id, 'from', before, left(before_turn, 13), 'to', sequence, type, left(turn, 13)) as line
  from told where ts - before_ts > interval '5 seconds' order by ts - before_ts desc limit 8`;

/** Where nothing was recorded for seconds: what took so long. */
async function tellSilences(arena: Arena, { sessions }: SeedReport): Promise<string[]> {
  const rows = await arena.query<{ line: string }>(SILENCES, [sessions]);
  return rows.map(({ line }) => `  ${line}`);
}

/** Returns the events of the turns and around the sequences that the violations name, or the end of the log if they name none. */
async function tellSession(arena: Arena, id: string, found: readonly Violation[]): Promise<string[]> {
  const said = found.map(({ says }) => says).join(' ');
  const ids: readonly string[] = said.match(UUID) ?? [];
  const sequences = [...said.matchAll(/\((\d+)\)/g)].map(([, digits]) => Number(digits));
  const turns = await arena.query<{ id: string; line: string }>(
    `select id, concat_ws(' ', id, status, 'segment', segment, 'iteration', iteration, 'claimed', claimed_segment, claimed_by, error_code) as line
     from turns where session_id = $1 order by id`,
    [id],
  );
  const rows = await arena.query<{ line: string }>(
    `select to_char(ts at time zone 'UTC', 'HH24:MI:SS.MS') || ' ' || sequence || ' ' || type || ' ' || coalesce(left(turn_id::text, 13), '') || ' ' ||
       left(case type when 'input.message' then data -> 'message' -> 'content' ->> 0
         when 'input.message.queued' then data ->> 'policy' || ' ' || (data -> 'message' -> 'content' ->> 0)
         when 'turn.failed' then data ->> 'error_code' || ' ' || (data ->> 'error')
         when 'tool.completed' then data ->> 'name' || ' ' || (data -> 'result')::text else '' end, 120) as line
     from events where session_id = $1 and (cardinality($2::uuid[]) = 0 and cardinality($3::int[]) = 0 or turn_id = any($2::uuid[])
       or data::text like any (select '%' || unnest($2::text[]) || '%') or exists (select from unnest($3::int[]) n where abs(sequence - n) <= 3))
     order by sequence desc limit $4`,
    [id, ids, sequences, MAX_LINES],
  );
  const waits = await arena.query<{ line: string }>(
    `select concat_ws(' ', 'waits:', kind, id, 'of call', asked ->> 'tool_call_id', 'since', to_char(created_at at time zone 'UTC', 'HH24:MI:SS.MS')) as line
     from waits where session_id = $1 and status = 'open' order by id`,
    [id],
  );
  return [
    `  session ${id}`,
    ...turns.filter((turn) => ids.length === 0 || ids.includes(turn.id)).map(({ line }) => `    ${line}`),
    ...[...rows.toReversed(), ...waits].map(({ line }) => `    ${line}`),
  ];
}
